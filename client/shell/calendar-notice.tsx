import { useTranslation } from 'react-i18next'
import type { ClockStatus } from '../../server/contract/api/clocks.ts'
import { useEvery } from '../api/use-every.ts'
import { useJson, valueOf } from '../api/use-json.ts'
import './calendar-notice.css'

const ASK_EVERY_MS = 600_000

/** Says loudly that limits guess the working days of a year; nothing while the calendar is complete. */
export function CalendarNotice() {
  const { t } = useTranslation('clocks')
  const { state, reload } = useJson<ClockStatus>('/api/clocks/status')
  useEvery(ASK_EVERY_MS, reload)
  const years = valueOf(state)?.fallbackYears ?? []
  if (years.length === 0) return null
  return (
    <div className="calendar-notice" role="alert" data-testid="calendar-notice">
      {t('fallback', { years: years.join(', ') })}
    </div>
  )
}
