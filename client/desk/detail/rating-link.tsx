import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RatingLink } from '../../../server/contract/api/citizen.ts'
import { getJson } from '../../api/fetch-json.ts'
import { useSend } from '../command/use-send.ts'
import { useDesk } from '../desk-context.ts'
import { Facts } from './panel.tsx'

/** For whoever calls the citizen back: the link by which he rates this round, and the code by which he looks the case up.
 * Read only when it is asked for, as each look is written down. */
export function RatingLinkButton({ caseId, round }: { caseId: number; round: number }) {
  const { t } = useTranslation('caseWork')
  const { message } = App.useApp()
  const { time } = useDesk()
  const { busy, send } = useSend()
  const [shown, setShown] = useState<RatingLink>()
  const show = async () => {
    const read = await send(() => getJson<RatingLink>(`/api/cases/${caseId}/rating-link`))
    if (read !== undefined) setShown(read.value)
  }
  if (shown === undefined) {
    return <Button size="small" loading={busy} data-testid="rating-link" onClick={() => void show()}>{t('rating.show')}</Button>
  }
  const { number, path, lookupCode, expiresAt } = shown
  const link = new URL(path, location.origin).href
  const copy = async () => {
    await send(() => navigator.clipboard.writeText(t('rating.text', { number, round: shown.round, link, code: lookupCode })))
      .then((done) => done !== undefined && message.success(t('rating.copied')))
  }
  return (
    <div className="rating-link" data-testid="rating-link-shown">
      <b>{t('rating.title', { round: round })}</b>
      <Facts
        rows={[
          [t('rating.link'), <a key="link" href={link} target="_blank" rel="noreferrer">{link}</a>],
          [t('rating.code'), <code key="code">{lookupCode}</code>],
        ]}
      />
      <p className="muted">{t('rating.expires', { time: time.dateTime(expiresAt) })} · {t('rating.hint')}</p>
      <Button size="small" type="primary" ghost data-testid="rating-copy" onClick={() => void copy()}>{t('rating.copy')}</Button>
    </div>
  )
}
