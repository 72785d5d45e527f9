import { useTranslation } from 'react-i18next'
import { useDesk } from '../desk-context.ts'
import { useStepError } from '../steps/use-step-error.ts'
import type { BulkOutcome } from './bulk-steps.ts'

/** What came of each case that was dealt with together; what failed comes first, as it still needs somebody. */
export function BulkOutcomes({ outcomes, onClose }: { outcomes: readonly BulkOutcome[]; onClose(): void }) {
  const { t } = useTranslation(['caseWork', 'common'])
  const { select } = useDesk()
  const errorText = useStepError(undefined)
  const failed = outcomes.filter(({ type }) => type === 'failed')
  const rest = outcomes.filter(({ type }) => type !== 'failed')
  const wordsOf = (outcome: BulkOutcome) =>
    outcome.type === 'failed' ? errorText(outcome.error) : t(outcome.type === 'done' ? 'bulk.ok' : 'bulk.alreadyThere')
  return (
    <div className="case-bulk" role="status" data-testid="bulk-outcomes">
      <div className="bulk-line">
        <b>{t('bulk.finished', { ok: rest.length, failed: failed.length })}</b>
        <button type="button" className="link-button push" data-testid="bulk-close" onClick={onClose}>{t('bulk.close')}</button>
      </div>
      <ul>
        {[...failed, ...rest].map((outcome) => (
          <li key={outcome.record.id} className={`bulk-${outcome.type}`} data-testid={`bulk-outcome-${outcome.record.id}`}>
            <button type="button" className="link-button" onClick={() => select({ type: 'case', id: outcome.record.id })}>
              {outcome.record.number}
            </button>
            <span>{wordsOf(outcome)}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
