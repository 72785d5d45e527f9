import { createCityTime } from '../../../server/org/city-time.ts'
import { timelineOfSpans } from '../../../server/duty/shift-spans.ts'
import { isOnDuty, type Timeline } from '../../../server/duty/timeline.ts'
import type { City, Worker } from '../../city/city.ts'

const DAY_MS = 86_400_000
/** One in so many never thinks of stopping the app at the end of the shift. */
const FORGETS = 30

export interface Shifts {
  isOn(worker: Worker, atMs: number): boolean
  /** Whether a worker's phone sends: on shift, or in the pocket of one of the few who forget it. */
  sends(worker: Worker, atMs: number): boolean
}

/** The shifts of the city's workers on the clock of a time zone. */
export function createShifts({ shiftPatterns }: Pick<City, 'shiftPatterns'>, timeZone: string): Shifts {
  const cityTime = createCityTime(timeZone)
  let timelines = new Map<string, Timeline>()
  let fromMs = Infinity
  let untilMs = -Infinity

  function timelineAt(code: string, atMs: number): Timeline | undefined {
    if (atMs < fromMs || atMs >= untilMs) {
      fromMs = atMs - DAY_MS
      untilMs = atMs + DAY_MS
      timelines = new Map(
        shiftPatterns.map(({ code, spans }) => [code, timelineOfSpans(spans, cityTime, fromMs, untilMs)]),
      )
    }
    return timelines.get(code)
  }

  function isOn({ shiftPattern }: Worker, atMs: number): boolean {
    if (shiftPattern === null) return true
    const timeline = timelineAt(shiftPattern, atMs)
    return timeline === undefined || isOnDuty(timeline, atMs)
  }

  return { isOn, sends: (worker, atMs) => worker.id % FORGETS === 0 || isOn(worker, atMs) }
}
