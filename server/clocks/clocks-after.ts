import { isFinished } from '../contract/api/cases.ts'
import type { CaseEventKind } from '../contract/api/case-steps.ts'
import type { LimitStage } from '../contract/api/clocks.ts'
import type { CaseEvent } from '../cases/flow/case-event.ts'
import { type CaseClock, type ClockRate, colourAt, extend, pause, runFrom, stop } from './case-clock.ts'
import type { StageLimit } from './limit-rules.ts'
import { unitMs } from './working-time.ts'

const HOUR_MS = 3_600_000

/** Which clocks a step stops: 受理 is done when somebody has taken the case on, whichever of them says so first. */
const STOPS: Partial<Record<CaseEventKind, readonly LimitStage[]>> = {
  register: ['accept'],
  dispatch: ['dispatch'],
  accept: ['accept', 'dispatch'],
  handle: ['accept', 'dispatch', 'handle'],
  reply: ['accept', 'dispatch', 'handle', 'feedback'],
}

/** What has more time when an extension is granted, and goes on when the work has to be done again. */
const WORK: ReadonlySet<LimitStage> = new Set(['handle', 'feedback'])

/** The clocks of a round that begins at `atMs`. What counts from the dispatch stands until then. */
export function startClocks(limits: readonly StageLimit[], round: number, atMs: number, rate: ClockRate): CaseClock[] {
  return limits.map(({ stage, ruleId, amount, kind, countedFrom }): CaseClock => {
    const totalMs = Math.max(1, Math.round(amount * unitMs(rate.calendar, kind)))
    const clock = runFrom({
      round, stage, ruleId, kind, totalMs, startedAtMs: atMs, dueAtMs: atMs, yellowAtMs: atMs,
      pausedAtMs: null, leftMs: null, waitsForDispatch: false, stoppedAtMs: null, colour: 'green',
      supervisedStage: 0, calendarFallback: false,
    }, atMs, totalMs, rate)
    return countedFrom === 'dispatch' ? { ...clock, pausedAtMs: atMs, leftMs: totalMs, waitsForDispatch: true } : clock
  })
}

/**
 * The clocks of a case after an event that begins no round. Suspending halts them, resuming lets them go on with what
 * was left; a granted extension gives handling and feedback so many hours more of their own kind; rework lets them
 * go on with what was left when the work was called done. Refusals, recalls, forwards and transfers move nothing:
 * whoever reported waits all the same.
 */
export function clocksAfter(clocks: readonly CaseClock[], event: CaseEvent, rate: ClockRate): CaseClock[] {
  const { kind, atMs, detail, toStatus } = event
  const after = clocks.map((clock) => {
    const now = { ...clock, colour: colourAt(clock, atMs) }
    const { stage, leftMs } = now
    switch (kind) {
      case 'suspend':
        return pause(now, atMs, rate)
      case 'resume':
        return now.stoppedAtMs === null && !now.waitsForDispatch ? runFrom(now, atMs, leftMs ?? 0, rate) : now
      case 'dispatch':
        if (now.waitsForDispatch && now.stoppedAtMs === null) {
          return runFrom({ ...now, startedAtMs: atMs }, atMs, now.totalMs, rate)
        }
        break
      case 'approve-extension':
        return detail.level === 2 && WORK.has(stage) ? extend(now, atMs, (detail.hours ?? 0) * HOUR_MS, rate) : now
      case 'rework':
        return WORK.has(stage) && now.stoppedAtMs !== null ? runFrom(now, atMs, leftMs ?? 0, rate) : now
    }
    return STOPS[kind]?.includes(stage) ? stop(now, atMs, rate) : now
  })
  return isFinished(toStatus) ? after.map((clock) => stop(clock, atMs, rate)) : after
}

/** Whether an event can change clocks: what only tells something does not. */
export function movesClocks({ kind, toStatus }: CaseEvent): boolean {
  return MOVERS.has(kind) || isFinished(toStatus)
}

const MOVERS: ReadonlySet<CaseEventKind> = new Set([
  'report', 'reopen', 'suspend', 'resume', 'dispatch', 'approve-extension', 'rework', 'register', 'accept', 'handle',
  'reply',
])
