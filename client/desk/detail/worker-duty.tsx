import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { DutyEvent, DutyState, WorkerDuty as Duty } from '../../../server/contract/api/duty.ts'
import { withQuery } from '../../api/query-string.ts'
import { useEvery } from '../../api/use-every.ts'
import { useJson, valueOf } from '../../api/use-json.ts'
import { useDurationText } from '../../language/duration-text.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import { WorkerMark } from '../../map/worker-mark.tsx'
import type { WorkerState } from '../../map/worker-state.ts'
import { useDesk } from '../desk-context.ts'
import { Asked, Facts, Section } from './panel.tsx'
import './shift.css'

const LOOK_EVERY_MS = 10_000

const MARK_OF: Record<DutyState, WorkerState> = {
  idle: 'idle', silent: 'silent', 'out-of-area': 'outside', sos: 'sos',
}

/** Whether a worker is on duty and how, until when, and what there was today. */
export function WorkerDuty({ id, nowMs }: { id: number; nowMs: number }) {
  const { t } = useTranslation('duty')
  const { time } = useDesk()
  const { state, reload } = useJson<Duty>(`/api/workers/${id}/duty`)
  const from = new Date(time.startOfDay(time.day(nowMs))).toISOString()
  const events = useJson<DutyEvent[]>(withQuery(`/api/workers/${id}/duty-events`, { from }))
  const { reload: reloadEvents } = events
  useEvery(LOOK_EVERY_MS, useCallback(() => {
    reload()
    reloadEvents()
  }, [reload, reloadEvents]))
  return (
    <Section title={t('title')}>
      <Asked state={state} onRetry={reload}>{(duty) => <DutyFacts duty={duty} nowMs={nowMs} />}</Asked>
      <DutyEvents events={valueOf(events.state) ?? []} nowMs={nowMs} />
    </Section>
  )
}

function DutyFacts({ duty: { onDuty, pattern, until, states }, nowMs }: { duty: Duty; nowMs: number }) {
  const { t } = useTranslation('duty')
  const language = useLanguage()
  const durationText = useDurationText()
  const { time } = useDesk()
  const changesAt = until !== null && time.short(until, nowMs)
  return (
    <Facts
      rows={[
        [
          t('now'),
          <span key="now" data-testid="duty-state">
            {states.length === 0 && t(`state.${onDuty ? 'on-duty' : 'off-duty'}`)}
            {states.map(({ state, since }) => (
              <span key={state} className="duty-state">
                <WorkerMark state={MARK_OF[state]} />
                {t(`state.${state}`)}
                <em className="muted">
                  {t('since', { time: time.short(since, nowMs), duration: durationText(nowMs - Date.parse(since)) })}
                </em>
              </span>
            ))}
          </span>,
        ],
        [t('pattern'), pattern === null ? t('always') : nameOf(pattern, language)],
        [t('next'), changesAt === false ? undefined : t(onDuty ? 'ends' : 'begins', { time: changesAt })],
      ]}
    />
  )
}

function DutyEvents({ events, nowMs }: { events: readonly DutyEvent[]; nowMs: number }) {
  const { t } = useTranslation('duty')
  const durationText = useDurationText()
  const { time } = useDesk()
  return (
    <div className="shift-list" data-testid="duty-events">
      <h4>{t('events')}</h4>
      {events.length === 0 && <p className="muted">{t('noEvents')}</p>}
      {events.map(({ id, state, from, to }) => (
        <div key={id}>
          <WorkerMark state={MARK_OF[state]} />
          <span>{t(`state.${state}`)}</span>
          <em>
            {to === null
              ? t('lasting', { from: time.short(from, nowMs) })
              : t('period', { from: time.short(from, nowMs), to: time.short(to, nowMs) })}
          </em>
          <b>{durationText((to === null ? nowMs : Date.parse(to)) - Date.parse(from))}</b>
        </div>
      ))}
    </div>
  )
}
