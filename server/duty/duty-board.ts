import type { CityTime } from '../org/city-time.ts'
import type { DutyFacts } from './repository.ts'
import { timelineOfSpans } from './shift-spans.ts'
import { ALWAYS, type Timeline, withException } from './timeline.ts'

/** When each worker is on duty, ready to be asked very often. Immutable. */
export interface DutyBoard {
  /** ALWAYS for a worker that has no shifts. */
  timelineOf(workerId: number): Timeline
}

/**
 * The board for instants from `fromMs` to `toMs`. Workers of one pattern share its timeline; one with exceptions has a
 * timeline of his own, in which later exceptions outdo earlier ones.
 */
export function createDutyBoard(
  { patterns, patternOf, exceptions }: DutyFacts, cityTime: CityTime, fromMs: number, toMs: number,
): DutyBoard {
  const timelineOfPattern = new Map<string, Timeline>()
  for (const { code, spans } of patterns) {
    timelineOfPattern.set(code, timelineOfSpans(spans, cityTime, fromMs, toMs))
  }
  const timelines = new Map<number, Timeline>()
  for (const [workerId, code] of patternOf) timelines.set(workerId, timelineOfPattern.get(code) ?? ALWAYS)
  for (const { workerId, onDuty, ...interval } of exceptions) {
    timelines.set(workerId, withException(timelines.get(workerId) ?? ALWAYS, interval, onDuty))
  }
  return { timelineOf: (workerId) => timelines.get(workerId) ?? ALWAYS }
}
