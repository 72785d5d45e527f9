import { useTranslation } from 'react-i18next'
import type { CaseSummary } from '../../../server/contract/api/cases.ts'
import { isFinished } from '../../../server/contract/api/cases.ts'
import { useDurationText } from '../../language/duration-text.ts'
import { useMinute } from '../use-minute.ts'

type Limited = Pick<CaseSummary, 'dueAt' | 'colour' | 'suspendedAt' | 'status'>

/** How much of the limit is left, in the colour that the server gave it. */
export function DueText({ of }: { of: Limited }) {
  const { t } = useTranslation(['field', 'common'])
  const durationText = useDurationText()
  const now = useMinute()
  if (isFinished(of.status)) return <span className="due">{t(`common:status.${of.status}`)}</span>
  if (of.suspendedAt !== null) return <span className="due due-paused">{t('suspended')}</span>
  const leftMs = Date.parse(of.dueAt) - now
  const text = durationText(leftMs)
  return (
    <span className={`due due-${leftMs < 0 ? 'red' : of.colour}`}>{t(leftMs < 0 ? 'overdue' : 'dueIn', { text })}</span>
  )
}
