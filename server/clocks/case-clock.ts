import type { LimitStage, TimeKind } from '../contract/api/clocks.ts'
import type { CaseColour } from '../contract/api/cases.ts'
import type { WorkingCalendar } from './working-calendar.ts'
import { addWorkingMs, workingMsBetween, yearsWithoutCalendar } from './working-time.ts'

/** The clock of one stage of a case in one round. Instants are epoch milliseconds; `totalMs` and `leftMs` are of the
 * limit's own kind of time. */
export interface CaseClock {
  round: number
  stage: LimitStage
  ruleId: number | null
  kind: TimeKind
  totalMs: number
  startedAtMs: number
  dueAtMs: number
  yellowAtMs: number
  /** It stands, with so much left: suspended, waiting to be sent out, or stopped. */
  pausedAtMs: number | null
  leftMs: number | null
  waitsForDispatch: boolean
  stoppedAtMs: number | null
  colour: CaseColour
  /** The highest stage of supervision that its delay has brought. */
  supervisedStage: number
  calendarFallback: boolean
}

/** What clocks run by. */
export interface ClockRate {
  calendar: WorkingCalendar
  /** The share of a limit that is used when it turns yellow. */
  yellowAfterShare: number
}

/** Whether time passes on it. */
export function isRunning({ pausedAtMs, stoppedAtMs }: CaseClock): boolean {
  return pausedAtMs === null && stoppedAtMs === null
}

/** Its colour at an instant, when it runs; of one that stands what it was when it was halted. */
export function colourAt(clock: CaseClock, atMs: number): CaseColour {
  if (!isRunning(clock)) return clock.colour
  if (atMs > clock.dueAtMs) return 'red'
  return atMs >= clock.yellowAtMs ? 'yellow' : 'green'
}

/** When its colour changes next by itself; null where it does not. */
export function nextColourAtMs(clock: CaseClock): number | null {
  if (!isRunning(clock) || clock.colour === 'red') return null
  // due is the last moment in time
  return clock.colour === 'yellow' ? clock.dueAtMs + 1 : Math.min(clock.yellowAtMs, clock.dueAtMs + 1)
}

/** The worst of the colours of clocks that have not stopped; undefined where all have. */
export function worstColour(clocks: readonly CaseClock[]): { colour: CaseColour; stage: LimitStage } | undefined {
  const going = clocks.filter(({ stoppedAtMs }) => stoppedAtMs === null)
  return going.toSorted((a, b) => COLOURS.indexOf(b.colour) - COLOURS.indexOf(a.colour))[0]
}

const COLOURS: readonly CaseColour[] = ['green', 'yellow', 'red']

/** A clock with `leftMs` before it from `atMs` on; with nothing left it stays due when it was. */
export function runFrom(clock: CaseClock, atMs: number, leftMs: number, rate: ClockRate): CaseClock {
  const { calendar, yellowAfterShare } = rate
  const { kind, totalMs } = clock
  const running = { ...clock, pausedAtMs: null, stoppedAtMs: null, leftMs: null, waitsForDispatch: false }
  if (leftMs <= 0) return { ...running, colour: colourAt(running, atMs) }
  const dueAtMs = addWorkingMs(calendar, atMs, leftMs, kind)
  const untilYellowMs = leftMs - Math.round(totalMs * (1 - yellowAfterShare))
  const moved = {
    ...running, dueAtMs, yellowAtMs: addWorkingMs(calendar, atMs, untilYellowMs, kind),
    calendarFallback: clock.calendarFallback || yearsWithoutCalendar(calendar, atMs, dueAtMs, kind).length > 0,
  }
  return { ...moved, colour: colourAt(moved, atMs) }
}

/** How much of its own kind of time is left at an instant; 0 when it is over. */
export function leftAt(clock: CaseClock, atMs: number, { calendar }: ClockRate): number {
  return clock.leftMs ?? workingMsBetween(calendar, atMs, clock.dueAtMs, clock.kind)
}

/** Halts a clock that runs, keeping what is left. */
export function pause(clock: CaseClock, atMs: number, rate: ClockRate): CaseClock {
  if (!isRunning(clock)) return clock
  return { ...clock, colour: colourAt(clock, atMs), pausedAtMs: atMs, leftMs: leftAt(clock, atMs, rate) }
}

/** Stops a clock for good, or until the work is to be done again. */
export function stop(clock: CaseClock, atMs: number, rate: ClockRate): CaseClock {
  if (clock.stoppedAtMs !== null) return clock
  return { ...clock, colour: colourAt(clock, atMs), leftMs: leftAt(clock, atMs, rate), stoppedAtMs: atMs }
}

/** Gives a clock more of its own kind of time, from when it was due. */
export function extend(
  clock: CaseClock, atMs: number, moreMs: number, { calendar, yellowAfterShare }: ClockRate,
): CaseClock {
  if (clock.stoppedAtMs !== null) return clock
  const totalMs = clock.totalMs + moreMs
  if (clock.leftMs !== null) return { ...clock, totalMs, leftMs: clock.leftMs + moreMs }
  const { kind, startedAtMs } = clock
  const dueAtMs = addWorkingMs(calendar, clock.dueAtMs, moreMs, kind)
  const reserveMs = Math.round(totalMs * (1 - yellowAfterShare))
  const leftMs = workingMsBetween(calendar, atMs, dueAtMs, kind)
  // as if it had been so long from the beginning; what lies behind needs no exact moment
  const yellowAtMs = leftMs > reserveMs
    ? addWorkingMs(calendar, atMs, leftMs - reserveMs, kind)
    : Math.max(startedAtMs, Math.min(clock.yellowAtMs, atMs))
  const extended = {
    ...clock, totalMs, dueAtMs, yellowAtMs, supervisedStage: atMs > dueAtMs ? clock.supervisedStage : 0,
    calendarFallback: clock.calendarFallback || yearsWithoutCalendar(calendar, clock.dueAtMs, dueAtMs, kind).length > 0,
  }
  return { ...extended, colour: colourAt(extended, atMs) }
}
