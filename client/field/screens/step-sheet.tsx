import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StepBody } from '../../../server/contract/api/case-steps.ts'
import type { FieldCase } from '../../../server/contract/api/field-work.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import { useField, useFieldState } from '../field-context.ts'
import { PhotoRow } from '../parts/photo-row.tsx'
import { Sheet } from '../parts/sheet.tsx'
import { sentPhoto, usePhotos } from '../parts/use-photos.ts'
import type { FieldStep } from './field-steps.ts'
import { type Visit, visitBody, VisitFields } from './visit-fields.tsx'

interface StepSheetProps {
  record: FieldCase
  step: FieldStep
  title: string
  onClose(): void
}

/** What is said with a step: a note, photos, and what else it needs. Kept on the phone the moment it is submitted. */
export function StepSheet({ record, step, title, onClose }: StepSheetProps) {
  const { t } = useTranslation('field')
  const language = useLanguage()
  const { sync } = useField()
  const units = useFieldState(({ facts }) => facts?.value.callableUnits) ?? []
  const { photos, state, take, remove } = usePhotos()
  const [note, setNote] = useState('')
  const [hours, setHours] = useState(24)
  const [unitId, setUnitId] = useState<number>()
  const [visit, setVisit] = useState<Visit>({ solved: null, satisfied: null })
  const needsReason = record.openSteps.some((open) => open.mine && open.step === step && open.needsReason)
  const isReady = (!needsReason || note.trim() !== '') && (step !== 'forward' || unitId !== undefined)
    && (step !== 'revisit' || visit.solved !== null) && state.type !== 'working'
  const submit = async (extra: StepBody = {}) => {
    const body: StepBody = {
      ...(note.trim() !== '' && { note: note.trim() }),
      ...(photos.length > 0 && { photos: photos.map(sentPhoto) }),
      ...(step === 'ask-extension' && { hours }),
      ...(step === 'revisit' && visitBody(visit)),
      ...(step === 'forward' && unitId !== undefined && { unitId }),
      ...extra,
    }
    await sync.do({ type: 'step', caseId: record.id, caseNumber: record.number, step, body })
    onClose()
  }
  return (
    <Sheet title={title} onClose={onClose}>
      {step === 'revisit' && <VisitFields visit={visit} onVisit={setVisit} />}
      <PhotoRow photos={photos} state={state} onTake={(file) => void take(file)} onRemove={remove} />
      <label className="field-input">
        <span>{t(needsReason ? 'sheet.reason' : 'sheet.note')}</span>
        <textarea
          value={note} rows={3} maxLength={2000} placeholder={t('sheet.notePlaceholder')} data-testid="sheet-note"
          onChange={(event) => setNote(event.target.value)}
        />
      </label>
      {step === 'ask-extension' && (
        <label className="field-input">
          <span>{t('sheet.hours')}</span>
          <input
            type="number" inputMode="numeric" min={1} max={10000} value={hours}
            onChange={(event) => setHours(Math.max(1, Number(event.target.value)))}
          />
        </label>
      )}
      {step === 'forward' && (
        <label className="field-input">
          <span>{t('sheet.unit')}</span>
          <select value={unitId ?? ''} onChange={(event) => setUnitId(Number(event.target.value) || undefined)}>
            <option value="">{t('sheet.chooseUnit')}</option>
            {units.filter(({ id }) => id !== record.unitId).map((unit) => (
              <option key={unit.id} value={unit.id}>{nameOf(unit, language)}</option>
            ))}
          </select>
        </label>
      )}
      {step === 'confirm'
        ? (
          <div className="two-buttons">
            <button
              type="button" className="big-button" disabled={!isReady} data-testid="step-not-real"
              onClick={() => void submit({ real: false })}
            >
              {t('sheet.notReal')}
            </button>
            <button
              type="button" className="big-button big-primary" disabled={!isReady} data-testid="step-submit"
              onClick={() => void submit({ real: true })}
            >
              {t('sheet.real')}
            </button>
          </div>
        )
        : (
          <button
            type="button" className="big-button big-primary" disabled={!isReady} data-testid="step-submit"
            onClick={() => void submit()}
          >
            {t('sheet.submit')}
          </button>
        )}
    </Sheet>
  )
}
