import { useTranslation } from 'react-i18next'
import type { CaseSummary } from '../../../server/contract/api/cases.ts'
import { useDurationText } from '../../language/duration-text.ts'
import { useDesk } from '../desk-context.ts'
import { timeLimitOf } from '../list/time-limit.ts'

/** How much of the time limit is left, in the colour that the server has given it. */
export function LimitBar({ record, nowMs }: { record: CaseSummary; nowMs: number }) {
  const { t } = useTranslation(['desk', 'common'])
  const { time } = useDesk()
  const durationText = useDurationText()
  const limit = timeLimitOf(record, nowMs)
  const duration = durationText(limit.remainingMs)
  const late = limit.remainingMs < 0
  const text = record.status === 'rejected' || record.status === 'merged'
    ? t('case.ended')
    : limit.finished
      ? late ? t('case.closedLate', { duration }) : t('case.closedInTime')
      : limit.suspended
        ? t('case.paused', { time: time.dateTime(record.suspendedAt!), duration })
        : t(late ? 'case.over' : 'case.remaining', { duration })
  return (
    <div className={`limit-bar limit-${limit.colour}`} data-testid="time-limit" data-colour={limit.colour}>
      <span>{limit.finished ? t('case.limit') : t(`common:colour.${limit.colour}`)}</span>
      <b>{text}</b>
      <i><u style={{ width: `${late ? 100 : limit.share * 100}%` }} /></i>
    </div>
  )
}
