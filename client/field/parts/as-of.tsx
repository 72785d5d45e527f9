import { useTranslation } from 'react-i18next'
import { useFieldState } from '../field-context.ts'
import { useFieldTime } from '../field-time.ts'
import { useMinute } from '../use-minute.ts'

/** Of when it is what is shown: said where that is not now. */
export function AsOf({ atMs }: { atMs: number | undefined }) {
  const { t } = useTranslation('field')
  const isOffline = useFieldState(({ link }) => link === 'offline' || link === 'signed-out')
  const time = useFieldTime()
  const now = useMinute()
  if (atMs === undefined) return <p className="field-as-of">{t('nothingKept')}</p>
  if (!isOffline) return null
  return <p className="field-as-of" data-testid="as-of">{t('offlineAsOf', { time: time.short(atMs, now) })}</p>
}
