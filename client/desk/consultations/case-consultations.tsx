import { useTranslation } from 'react-i18next'
import type { CaseRecord } from '../../../server/contract/api/cases.ts'
import { Asked, Section } from '../detail/panel.tsx'
import { useDesk } from '../desk-context.ts'
import { ConsultationItem } from './consultation-item.tsx'
import { StatementForm } from './statement-form.tsx'
import { useConsultations } from './use-consultations.ts'

/** 商定拍、指定拍 of a case; nothing where nobody was consulted and nobody decided. */
export function CaseConsultations({ record }: { record: CaseRecord }) {
  const wasRuled = record.events.some(({ kind }) => kind === 'consult' || kind === 'designate')
  // another change of the case may be another statement
  return wasRuled ? <Consultations caseId={record.id} /> : null
}

function Consultations({ caseId }: { caseId: number }) {
  const { t } = useTranslation('consultations')
  const { mayAct } = useDesk()
  const { state, reload } = useConsultations({ caseId })
  return (
    <Section title={t('ofCase')}>
      <Asked state={state} onRetry={reload}>
        {(consultations) => {
          const open = consultations.find((one) => one.state === 'open')
          return (
            <>
              <ul className="consultations" data-testid="case-consultations">
                {consultations.map((one) => <ConsultationItem key={one.id} consultation={one} />)}
              </ul>
              {mayAct && open !== undefined && <StatementForm key={open.id} consultation={open} onSaid={reload} />}
            </>
          )
        }}
      </Asked>
    </Section>
  )
}
