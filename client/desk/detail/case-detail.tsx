import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseStep } from '../../../server/contract/api/case-steps.ts'
import type { CaseRecord } from '../../../server/contract/api/cases.ts'
import { useJson, valueOf } from '../../api/use-json.ts'
import { categoryName } from '../../city/place-names.ts'
import { useLanguage } from '../../language/language.ts'
import { useDesk, useLive } from '../desk-context.ts'
import { CaseSigns, ProvenanceSign, SatisfiedSign } from '../signs/case-signs.tsx'
import { LineBar } from '../steps/line-bar.tsx'
import { StepBar } from '../steps/step-bar.tsx'
import { StepForm } from '../steps/step-form.tsx'
import { usePlaceInView } from '../use-place-in-view.ts'
import { CaseConsultations } from '../consultations/case-consultations.tsx'
import { CaseWhistles } from '../whistles/case-whistles.tsx'
import { CaseDuty } from './case-duty.tsx'
import { CaseFacts } from './case-facts.tsx'
import { CaseHistory } from './case-history.tsx'
import { CaseOwners, CasePhotos, RoutingTrail } from './case-parts.tsx'
import { CaseRelations } from './case-relations.tsx'
import { LimitBar } from './limit-bar.tsx'
import { OrderList } from './order-list.tsx'
import { Asked, Panel } from './panel.tsx'
import { RatingLinkButton } from './rating-link.tsx'

interface CaseDetailProps {
  id: number
  nowMs: number
  /** Rises when the officer asks to dispatch by the keyboard. */
  dispatchAsked: number
}

/** All of one case, kept up to date by the feed, and what can be done about it. */
export function CaseDetail({ id, nowMs, dispatchAsked }: CaseDetailProps) {
  const { t } = useTranslation(['desk', 'common'])
  const language = useLanguage()
  const { city } = useDesk()
  const { state, reload } = useJson<CaseRecord>(`/api/cases/${id}`)
  const record = valueOf(state)
  usePlaceInView(record)
  const [step, setStep] = useState<CaseStep | undefined>(dispatchAsked > 0 ? 'dispatch' : undefined)
  const [askedBefore, setAskedBefore] = useState(dispatchAsked)
  if (dispatchAsked !== askedBefore) {
    setAskedBefore(dispatchAsked)
    setStep((before) => before ?? 'dispatch')
  }

  // The feed says that the case has changed; the orders and the history have to be read.
  const liveVersion = useLive((live) => live.cases.get(id)?.version)
  useEffect(() => {
    if (liveVersion !== undefined && record !== undefined && liveVersion > record.version) reload()
  }, [liveVersion, record, reload])

  // A key may ask for a step that is not open; one that closes while its form is filled in keeps the form.
  const [begun, setBegun] = useState<CaseStep>()
  const isOpen = record?.openSteps.some((one) => one.step === step && one.mine) === true
  if (step !== begun && isOpen) setBegun(step)
  const shown = step !== undefined && (isOpen || begun === step) ? step : undefined
  const end = () => {
    setStep(undefined)
    setBegun(undefined)
  }

  const title = record === undefined ? t('case.title') : categoryName(city, record.categoryCode, language)
  return (
    <Panel
      testId="case-detail" title={title}
      subtitle={record !== undefined && (
        <>
          <span className={`status-tag status-${record.status}`}>{t(`common:status.${record.status}`)}</span>
          {record.urgent && <b className="mark-urgent">{t('list.urgent')}</b>}
          <CaseSigns record={record} />
          <ProvenanceSign provenance={record.provenance} />
          <SatisfiedSign satisfied={record.satisfied} />
          <span data-testid="case-number">{record.number}</span>
        </>
      )}
      actions={record !== undefined && (
        shown === undefined
          ? <StepBar record={record} onStep={setStep} />
          : (
            <StepForm
              key={shown} record={record} step={shown} onCancel={end} onOutdated={reload}
              onTaken={() => {
                end()
                reload()
              }}
            />
          )
      )}
    >
      <Asked state={state} onRetry={reload}>
        {(record) => (
          <>
            <LineBar record={record} />
            <LimitBar record={record} nowMs={nowMs} />
            <p className="case-description" data-testid="case-description">{record.description}</p>
            <CasePhotos record={record} />
            <CaseRelations record={record} />
            <CaseFacts record={record} />
            {record.ratingRound !== undefined && (
              <RatingLinkButton key={record.ratingRound} caseId={record.id} round={record.ratingRound} />
            )}
            <CaseDuty record={record} />
            <CaseConsultations record={record} />
            <CaseWhistles record={record} nowMs={nowMs} />
            <OrderList record={record} />
            <CaseHistory record={record} />
            <CaseOwners record={record} />
            <RoutingTrail steps={record.routingTrail} />
          </>
        )}
      </Asked>
    </Panel>
  )
}
