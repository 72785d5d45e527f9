import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FieldCase } from '../../../server/contract/api/field-work.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import { useField, useFieldState } from '../field-context.ts'
import { hashOf } from '../field-route.ts'
import { useFieldTime } from '../field-time.ts'
import { AsOf } from '../parts/as-of.tsx'
import { DueText } from '../parts/due-text.tsx'
import { useMinute } from '../use-minute.ts'
import { CaseLog } from './case-log.tsx'
import { CasePhotos } from './case-photos.tsx'
import { type FieldStep, offeredSteps, PLAIN_STEPS } from './field-steps.ts'
import { PlaceButtons } from './place-buttons.tsx'
import { StepSheet } from './step-sheet.tsx'
import { useStepLabel } from './use-step-label.ts'

/** One case: what, where, until when, what happened, and what I can do. */
export function CaseScreen({ id }: { id: number }) {
  const { t } = useTranslation(['field', 'common'])
  const { sync } = useField()
  const kept = useFieldState(({ cases }) => cases.get(id))
  useEffect(() => void sync.readCase(id), [sync, id])
  return (
    <section className="screen case-screen" data-testid="case">
      <a className="back" href={hashOf({ screen: 'orders' })}>‹ {t('case.back')}</a>
      <AsOf atMs={kept?.atMs} />
      {kept !== undefined && <CaseBody record={kept.value} />}
    </section>
  )
}

function CaseBody({ record }: { record: FieldCase }) {
  const { t } = useTranslation(['field', 'common'])
  const language = useLanguage()
  const { sync } = useField()
  const time = useFieldTime()
  const now = useMinute()
  const outbox = useFieldState((state) => state.outbox)
  const [asked, setAsked] = useState<FieldStep>()
  const queued = outbox.flatMap(({ id, work }) =>
    work.type === 'step' && work.caseId === record.id ? [{ id, step: work.step }] : [])
  const labelOf = useStepLabel(record.openSteps)
  const { main, side } = offeredSteps(record.openSteps, queued.map(({ step }) => step))
  const unitName = (unitId: number) => {
    const unit = record.units.find((one) => one.id === unitId)
    return unit === undefined ? `${unitId}` : nameOf(unit, language)
  }
  const awaited = main.includes('assist-done') ? [] : unitsAwaited(record)
  const take = (step: FieldStep) => {
    if (!PLAIN_STEPS.has(step)) return setAsked(step)
    void sync.do({ type: 'step', caseId: record.id, caseNumber: record.number, step, body: {} })
  }
  return (
    <>
      <article className={`case-head colour-${record.colour}`}>
        <header>
          {record.urgent && <b className="mark-urgent">{t('urgent')}</b>}
          <h1>{nameOf(record.words.category, language)}</h1>
          <DueText of={record} />
        </header>
        <p className="case-text">{record.description}</p>
        <dl>
          <dt>{t('case.where')}</dt>
          <dd>{record.address}{record.address !== '' && <br />}{nameOf(record.words.area, language)}</dd>
          <dt>{t('case.due')}</dt>
          <dd>{time.short(record.dueAt, now)} · {t(`common:status.${record.status}`)}</dd>
          <dt>{t('case.unit')}</dt>
          <dd>{record.unitId === null ? '—' : unitName(record.unitId)}</dd>
          {record.assistUnitIds.length > 0 && (
            <>
              <dt>{t('case.assist')}</dt>
              <dd>{record.assistUnitIds.map(unitName).join('、')}</dd>
            </>
          )}
        </dl>
        <PlaceButtons lng={record.lng} lat={record.lat} label={record.number} caseId={record.id} />
      </article>
      {queued.map(({ id, step }) => (
        <p key={id} className="queued-line" data-testid="case-queued">
          {t('case.queued', { step: labelOf(step as FieldStep) })}
        </p>
      ))}
      <CasePhotos attachments={record.attachments} />
      <h2>{t('case.log')}</h2>
      <CaseLog events={record.events} />
      <div className="case-steps" data-testid="case-steps">
        {awaited.length > 0 && (
          <p className="hint" data-testid="case-awaits">{t('case.awaits', { units: awaited.map(unitName).join('、') })}</p>
        )}
        {main.length === 0 && awaited.length === 0 && <p className="hint">{t('case.none')}</p>}
        {main.map((step, at) => (
          <button
            key={step} type="button" className={at === main.length - 1 ? 'big-button big-primary' : 'big-button'}
            data-testid={`step-${step}`} onClick={() => take(step)}
          >
            {labelOf(step)}
          </button>
        ))}
        {side.length > 0 && (
          <details>
            <summary>{t('case.more')}</summary>
            <div className="side-steps">
              {side.map((step) => (
                <button
                  key={step} type="button" className="button" data-testid={`step-${step}`} onClick={() => take(step)}
                >
                  {t(`step.${step}`)}
                </button>
              ))}
            </div>
          </details>
        )}
      </div>
      {asked !== undefined && (
        <StepSheet record={record} step={asked} title={labelOf(asked)} onClose={() => setAsked(undefined)} />
      )}
    </>
  )
}

/** The assisting units that are not done with a case that is being handled. */
function unitsAwaited({ status, orders }: FieldCase): number[] {
  if (status !== 'dispatched') return []
  return orders.flatMap(({ role, unitId, doneAt, revokedAt }) =>
    role === 'assist' && unitId !== null && doneAt === null && revokedAt === null ? [unitId] : [])
}
