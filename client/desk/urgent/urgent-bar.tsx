import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseSummary } from '../../../server/contract/api/cases.ts'
import { postJson } from '../../api/fetch-json.ts'
import { areaName, categoryName } from '../../city/place-names.ts'
import { useDurationText } from '../../language/duration-text.ts'
import { useLanguage } from '../../language/language.ts'
import { useNow } from '../../shell/use-now.ts'
import { useSend } from '../command/use-send.ts'
import { useDesk } from '../desk-context.ts'
import { MUTE_FOR_MS, ringing, urgentWaiting } from './urgent-waiting.ts'
import { useRing } from './use-ring.ts'
import './urgent-bar.css'

/**
 * Urgent cases that wait to be sent out, across the top of the desk whatever is filtered. It rings until somebody sends
 * them out or acknowledges them, which keeps one quiet for ten minutes at every desk; one desk can be muted, but only for
 * a minute. The switch for sounds does not silence it. Not for those who may only look, as they could not end it.
 */
export function UrgentBar({ cases }: { cases: ReadonlyMap<number, CaseSummary> }) {
  const { t } = useTranslation('caseWork')
  const language = useLanguage()
  const durationText = useDurationText()
  const { city, scopeCode, mayAct, select, flyTo } = useDesk()
  const nowMs = useNow(1000)
  const { busy, send } = useSend()
  const [mutedUntilMs, setMutedUntilMs] = useState(0)
  const waiting = useMemo(() => (mayAct ? urgentWaiting(cases.values(), scopeCode) : []), [cases, scopeCode, mayAct])
  const loud = ringing(waiting, nowMs)
  const muted = nowMs < mutedUntilMs
  useRing(loud.length > 0 && !muted)
  if (loud.length === 0) return null
  const [first] = loud
  const find = () => {
    select({ type: 'case', id: first.id })
    flyTo([first.lng, first.lat], 16)
  }
  const acknowledge = (some: readonly CaseSummary[]) =>
    send(() => Promise.all(some.map(({ id }) => postJson<CaseSummary>(`/api/cases/${id}/acknowledge`, {}))))
  return (
    <section className="urgent-bar" role="alert" aria-label={t('urgent.label')} title={t('urgent.hint')} data-testid="urgent-bar">
      <b>{t('urgent.title')} {loud.length}</b>
      <strong>{categoryName(city, first.categoryCode, language)}</strong>
      <span className="urgent-text">{first.description}</span>
      <span>{areaName(city, first.areaCode, language)}</span>
      <time>{t('urgent.since', { duration: durationText(nowMs - Date.parse(first.reportedAt)) })}</time>
      <span className="urgent-actions">
        <Button size="small" type="primary" data-testid="urgent-find" onClick={find}>{t('urgent.find')}</Button>
        <Button
          size="small" loading={busy} data-testid="urgent-acknowledge" onClick={() => void acknowledge([first])}
        >
          {t('urgent.acknowledge')}
        </Button>
        {loud.length > 1 && (
          <Button
            size="small" disabled={busy} data-testid="urgent-acknowledge-all" onClick={() => void acknowledge(loud)}
          >
            {t('urgent.acknowledgeAll')}
          </Button>
        )}
        <Button
          size="small" type="text" disabled={muted} data-testid="urgent-mute"
          onClick={() => setMutedUntilMs(Date.now() + MUTE_FOR_MS)}
        >
          {t(muted ? 'urgent.muted' : 'urgent.mute')}
        </Button>
      </span>
    </section>
  )
}
