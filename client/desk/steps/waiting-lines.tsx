import { useTranslation } from 'react-i18next'
import type { OpenStep } from '../../../server/contract/api/case-steps.ts'
import type { CaseRecord } from '../../../server/contract/api/cases.ts'
import { useDesk } from '../desk-context.ts'
import { useEventNames } from './use-event-names.ts'
import { useStepName } from './use-step-name.ts'

/** For whom a case waits, in words: no button is shown that would do nothing. */
export function WaitingLines({ record, waiting }: { record: CaseRecord; waiting: readonly OpenStep[] }) {
  const { t } = useTranslation('caseWork')
  const { select } = useDesk()
  const names = useEventNames(record)
  const stepName = useStepName(record)
  if (waiting.length === 0) return null
  const workerOf = (one: OpenStep) => record.orders.findLast(({ role, revokedAt, doneAt }) =>
    role === (one.step === 'confirm' ? 'verify' : 'watch') && revokedAt === null && doneAt === null)?.workerId
    ?? record.watcherWorkerId
  /** Who that is by name, where the case says it. */
  const whoOf = (one: OpenStep): string => {
    const [first] = one.by
    if (first === 'unit' && record.unitId !== null) return t('waitingFor.unit', { name: names.unit(record.unitId) })
    if (first === 'assist') {
      const due = record.orders.filter(({ role, doneAt, revokedAt }) =>
        role === 'assist' && doneAt === null && revokedAt === null)
      const units = due.flatMap(({ unitId }) => (unitId === null ? [] : [names.unit(unitId)]))
      return t('waitingFor.assist', { name: units.join(t('separator')) })
    }
    const workerId = first === 'worker' ? workerOf(one) : null
    if (workerId != null) return t('waitingFor.worker', { name: names.worker(workerId) })
    return first === 'desk' ? names.desk(record.deskCode) : t(`by.${first ?? 'system'}`)
  }
  return (
    <ul className="waiting" data-testid="waiting">
      {waiting.map((one) => {
        const words = t('waiting', { who: whoOf(one), step: stepName(one.step) })
        const workerId = one.by[0] === 'worker' ? workerOf(one) : null
        return (
          <li key={one.step}>
            {workerId == null
              ? words
              : (
                <button type="button" className="link-button" onClick={() => select({ type: 'worker', id: workerId })}>
                  {words}
                </button>
              )}
          </li>
        )
      })}
    </ul>
  )
}
