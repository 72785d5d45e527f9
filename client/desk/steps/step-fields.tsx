import { Input, InputNumber, Rate } from 'antd'
import { Fragment, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseStep } from '../../../server/contract/api/case-steps.ts'
import type { CaseRecord } from '../../../server/contract/api/cases.ts'
import { HandlerOfUnit } from '../detail/handler-of-unit.tsx'
import { WorkerSelect } from '../detail/worker-select.tsx'
import { ChoiceRow } from './choice-row.tsx'
import { DeskPicker } from './desk-picker.tsx'
import { DuplicatePicker } from './duplicate-picker.tsx'
import { PartsInput } from './parts-input.tsx'
import { PhotosInput } from './photos-input.tsx'
import type { StepDraft, StepField } from './step-draft.ts'
import { UnitPicker, UnitsPicker } from './unit-picker.tsx'

export interface StepFieldProps {
  step: CaseStep
  field: StepField
  record: CaseRecord
  draft: StepDraft
  needsReason: boolean
  /** Whether it has to be filled in, and was not when somebody tried to send the form. */
  missing: boolean
  onChange(part: Partial<StepDraft>): void
}

/** One field of the form of a step under its name. */
export function StepFieldInput(props: StepFieldProps) {
  const { t } = useTranslation('caseWork')
  const input = inputOf(props, t)
  if (input === undefined) return null
  const [name, control] = input
  return (
    <div className="step-field">
      <span>{name}</span>
      {control}
      {props.missing && <em role="alert">{t('form.missing')}</em>}
    </div>
  )
}

/** Steps that send an order to the unit that is chosen. */
const SENDING: ReadonlySet<CaseStep> = new Set(['dispatch', 'forward'])

type Texts = ReturnType<typeof useTranslation<'caseWork'>>['t']

function inputOf(
  { step, field, record, draft, needsReason, missing, onChange }: StepFieldProps, t: Texts,
): [name: string, control: ReactNode] | undefined {
  switch (field) {
    case 'unitId':
      return [t(step === 'card' || step === 'assist-done' ? 'form.unit' : 'form.lead'), (
        <Fragment key="unit">
          <UnitPicker
            unitId={draft.unitId} suggestedId={record.unitId} testId={`${step}-unit`}
            without={step === 'forward' ? [record.unitId ?? undefined] : []} onChange={(unitId) => onChange({ unitId })}
          />
          {SENDING.has(step) && draft.unitId !== undefined && <HandlerOfUnit caseId={record.id} unitId={draft.unitId} />}
        </Fragment>
      )]
    case 'assistUnitIds':
      return [t('form.assists'), (
        <UnitsPicker
          key="assists" unitIds={draft.assistUnitIds} placeholder={t('form.assistsPlaceholder')} without={[draft.unitId]}
          testId={`${step}-assists`} onChange={(assistUnitIds) => onChange({ assistUnitIds })}
        />
      )]
    case 'workerId':
      return [t('form.worker'), (
        <WorkerSelect key="worker" workerId={draft.workerId} onChange={(workerId) => onChange({ workerId })} />
      )]
    case 'deskCode':
      return [t('form.desk'), (
        <DeskPicker
          key="desk" record={record} deskCode={draft.deskCode} onChange={(deskCode) => onChange({ deskCode })}
        />
      )]
    case 'intoCaseId':
      return [t('form.into'), (
        <DuplicatePicker
          key="into" record={record} caseId={draft.intoCaseId} onChange={(intoCaseId) => onChange({ intoCaseId })}
        />
      )]
    case 'hours':
      return [t('form.hours'), (
        <InputNumber
          key="hours" min={1} max={10_000} value={draft.hours ?? null} data-testid={`${step}-hours`}
          onChange={(hours) => onChange({ hours: hours ?? undefined })}
        />
      )]
    case 'real':
      return [t('form.real'), (
        <ChoiceRow
          key="real" label={t('form.real')} value={draft.real} testId={`${step}-real`}
          choices={[[true, t('form.realYes')], [false, t('form.realNo')]]} onChange={(real) => onChange({ real })}
        />
      )]
    case 'responded':
    case 'solved':
    case 'satisfied':
      return [t(`form.${field}`), (
        <ChoiceRow
          key={field} label={t(`form.${field}`)} value={draft[field]} testId={`${step}-${field}`}
          choices={[[true, t(`rate.${field}`)], [false, t(NOT[field])]]} onChange={(value) => onChange({ [field]: value })}
        />
      )]
    case 'rating':
      return [t('form.rating'), (
        <Rate
          key="rating" value={draft.rating ?? 0}
          onChange={(rating) => onChange({ rating: rating === 0 ? undefined : rating })}
        />
      )]
    case 'kind':
      return step === 'card'
        ? [t('form.card'), (
          <ChoiceRow
            key="card" label={t('form.card')} value={draft.kind} testId="card"
            choices={(['yellow', 'red'] as const).map((kind) => [kind, t(`card.${kind}`)] as const)}
            onChange={(kind) => onChange({ kind })}
          />
        )]
        : [t('form.kind'), (
          <ChoiceRow
            key="kind" label={t('form.kind')} value={draft.kind} testId="supervise"
            choices={(['instant', 'written', 'on-site', 'referral'] as const)
              .map((kind) => [kind, t(`supervision.${kind}`)] as const)}
            onChange={(kind) => onChange({ kind })}
          />
        )]
    case 'stage':
      return [t('form.stage'), (
        <ChoiceRow
          key="stage" label={t('form.stage')} value={draft.stage} testId="stage"
          choices={([1, 2, 3] as const).map((stage) => [stage, t(`stage.${stage}`)] as const)}
          onChange={(stage) => onChange({ stage })}
        />
      )]
    case 'parts':
      return [t('form.parts'), (
        <PartsInput key="parts" parts={draft.parts} tried={missing} onChange={(parts) => onChange({ parts })} />
      )]
    case 'unitIds':
      return [t('form.units'), (
        <UnitsPicker
          key="units" unitIds={draft.unitIds} placeholder={t('form.unitsPlaceholder')} testId={`${step}-units`}
          onChange={(unitIds) => onChange({ unitIds })}
        />
      )]
    case 'decidedBy':
      return [t('form.decidedBy'), (
        <Input
          key="decidedBy" value={draft.decidedBy} maxLength={64} data-testid={`${step}-decided-by`}
          onChange={(event) => onChange({ decidedBy: event.target.value })}
        />
      )]
    case 'note':
      return [t(needsReason ? 'form.reason' : 'form.note'), (
        <Input.TextArea
          key="note" value={draft.note} maxLength={2000} autoSize={{ minRows: needsReason ? 2 : 1, maxRows: 6 }}
          placeholder={t(needsReason ? 'form.reasonPlaceholder' : 'form.notePlaceholder')} data-testid={`${step}-note`}
          aria-label={t(needsReason ? 'form.reason' : 'form.note')} status={missing ? 'error' : undefined}
          onChange={(event) => onChange({ note: event.target.value })}
        />
      )]
    case 'photos':
      return [t('form.photos'), (
        <PhotosInput key="photos" photos={draft.photos} onChange={(photos) => onChange({ photos })} />
      )]
  }
}

const NOT = { responded: 'rate.notResponded', solved: 'rate.notSolved', satisfied: 'rate.notSatisfied' } as const
