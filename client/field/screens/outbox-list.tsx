import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage, nameOf } from '../../language/language.ts'
import { useField, useFieldState } from '../field-context.ts'
import { hashOf } from '../field-route.ts'
import { useFieldTime } from '../field-time.ts'
import { type OutboxEntry, subjectOf } from '../offline/outbox.ts'
import { useRefusal } from '../parts/use-refusal.ts'
import { useMinute } from '../use-minute.ts'
import { CaseLog } from './case-log.tsx'
import { isFieldStep } from './field-steps.ts'

/** What was done on this phone and is not at the server yet; of what was refused, why, and what to do about it. */
export function OutboxList() {
  const { t } = useTranslation(['field', 'common'])
  const outbox = useFieldState((state) => state.outbox)
  const foreign = useFieldState((state) => state.foreignEntries)
  const refused = new Set(outbox.flatMap((entry) => (entry.state.type === 'refused' ? [subjectOf(entry)] : [])))
  return (
    <div className="outbox" data-testid="outbox">
      {outbox.length === 0 && <p className="hint">{t('me.outboxNone')}</p>}
      {outbox.map((entry) => (
        <EntryLine
          key={entry.id} entry={entry} isBehind={entry.state.type === 'waiting' && refused.has(subjectOf(entry))}
        />
      ))}
      {foreign > 0 && <p className="hint">{t('me.foreign', { count: foreign })}</p>}
    </div>
  )
}

function EntryLine({ entry, isBehind }: { entry: OutboxEntry; isBehind: boolean }) {
  const { t } = useTranslation(['field', 'common'])
  const { sync } = useField()
  const time = useFieldTime()
  const now = useMinute()
  const title = useTitle(entry)
  const { state, work, madeAtMs } = entry
  const refusal = useRefusal()
  const discard = () => {
    if (confirm(t('entry.sureDiscard'))) void sync.discard(entry)
  }
  return (
    <article className={`entry entry-${state.type}`} data-testid={`entry-${work.type}`}>
      <header><b>{title}</b><time>{t('entry.made', { time: time.short(madeAtMs, now) })}</time></header>
      {state.type === 'waiting' && <p className="hint">{t(isBehind ? 'entry.behind' : 'entry.waiting')}</p>}
      {state.type === 'refused' && (
        <>
          <p className="problem">{t('entry.refused')}: {refusal(state)}</p>
          {work.type === 'step' && <Meanwhile caseId={work.caseId} sinceMs={madeAtMs} />}
          <div className="two-buttons">
            <button type="button" className="button" data-testid="entry-discard" onClick={discard}>
              {t('entry.discard')}
            </button>
            <button
              type="button" className="button button-accent" data-testid="entry-again"
              onClick={() => void sync.again(entry)}
            >
              {t('entry.again')}
            </button>
          </div>
        </>
      )}
    </article>
  )
}

/** What happened to the case since the entry was made. */
function Meanwhile({ caseId, sinceMs }: { caseId: number; sinceMs: number }) {
  const { t } = useTranslation(['field', 'common'])
  const { sync } = useField()
  const record = useFieldState(({ cases }) => cases.get(caseId)?.value)
  useEffect(() => void sync.readCase(caseId), [sync, caseId])
  const since = record?.events.filter(({ at }) => Date.parse(at) >= sinceMs) ?? []
  return (
    <div data-testid="meanwhile">
      {since.length > 0 && <><p className="hint">{t('entry.meanwhile')}</p><CaseLog events={since} /></>}
      <a href={hashOf({ screen: 'case', caseId })}>{t('entry.open')} ›</a>
    </div>
  )
}

function useTitle({ work }: OutboxEntry): string {
  const { t } = useTranslation(['field', 'common'])
  const language = useLanguage()
  switch (work.type) {
    case 'report':
      return t('entry.report', { kind: nameOf(work.kind, language) })
    case 'step': {
      const step = isFieldStep(work.step) ? t(`step.${work.step}`) : t(`common:caseEvent.${work.step}`)
      return t('entry.step', { number: work.caseNumber, step })
    }
    case 'check-in':
    case 'read':
      return t(`entry.${work.type}`)
  }
}
