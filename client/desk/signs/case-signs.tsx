import { useTranslation } from 'react-i18next'
import type { CaseSummary } from '../../../server/contract/api/cases.ts'
import './signs.css'

/** Whether a case is paused, in which round, in war or drill: what a row and a heading show beside its status. */
export function CaseSigns({ record }: { record: Pick<CaseSummary, 'round' | 'mode' | 'suspendedAt'> }) {
  const { t } = useTranslation('caseWork')
  return (
    <>
      {record.mode !== 'normal' && <i className={`sign sign-${record.mode}`}>{t(`mode.${record.mode}`)}</i>}
      {record.suspendedAt !== null && <i className="sign sign-suspended">{t('suspended')}</i>}
      {record.round > 1 && <i className="sign sign-round">{t('round', { round: record.round })}</i>}
    </>
  )
}

/** How the unit of a case was found. */
export function ProvenanceSign({ provenance }: Pick<CaseSummary, 'provenance'>) {
  const { t } = useTranslation('caseWork')
  return (
    <i className={`sign sign-provenance provenance-${provenance}`} title={t('provenanceLabel')} data-testid="provenance">
      {t(`provenance.${provenance}`)}
    </i>
  )
}

/** What the citizen said when he was called back; nothing where he was not. */
export function SatisfiedSign({ satisfied }: Pick<CaseSummary, 'satisfied'>) {
  const { t } = useTranslation('caseWork')
  if (satisfied === null) return null
  return (
    <i className={satisfied ? 'sign sign-satisfied' : 'sign sign-unsatisfied'} data-testid="satisfied">
      {t(satisfied ? 'rate.satisfied' : 'rate.notSatisfied')}
    </i>
  )
}
