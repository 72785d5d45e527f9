import type { HeatFramesQuery } from '../contract/api/heat.ts'
import type { CityTime } from '../org/city-time.ts'

export type Step = HeatFramesQuery['step']

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** 1970-01-01 was a Thursday; weeks start on Monday. */
const FIRST_MONDAY_MS = 4 * DAY_MS

/**
 * The edges of the steps of the city's calendar that lie in a period: `fromMs`, every start of an hour, day, week
 * (Monday) or month between, `toMs`. Step i is edges[i] ≤ t < edges[i + 1]; the first and the last may be cut.
 */
export function calendarEdges(fromMs: number, toMs: number, step: Step, cityTime: CityTime): number[] {
  const edges = [fromMs]
  let local = nextStart(cityTime.toLocal(fromMs), step)
  for (let edge = cityTime.toUtc(local); edge < toMs; edge = cityTime.toUtc(local)) {
    // an hour that clocks skip or show twice gives no step of its own
    if (edge > edges.at(-1)!) edges.push(edge)
    local = nextStart(local, step)
  }
  edges.push(toMs)
  return edges
}

/** The edges of `count` periods of one length, the last of which ends at `endMs`. */
export function equalEdges(endMs: number, lengthMs: number, count: number): number[] {
  return Array.from({ length: count + 1 }, (_, index) => endMs - (count - index) * lengthMs)
}

/** About how many steps a period has; not below the number of `calendarEdges`' steps by more than two. */
export function roughStepCount(fromMs: number, toMs: number, step: Step): number {
  const lengthMs = { hour: HOUR_MS, day: DAY_MS, week: 7 * DAY_MS, month: 28 * DAY_MS }[step]
  return Math.ceil((toMs - fromMs) / lengthMs)
}

/** The first start of a step after a local time. */
function nextStart(localMs: number, step: Step): number {
  switch (step) {
    case 'hour':
      return after(localMs, HOUR_MS, 0)
    case 'day':
      return after(localMs, DAY_MS, 0)
    case 'week':
      return after(localMs, 7 * DAY_MS, FIRST_MONDAY_MS)
    case 'month': {
      const date = new Date(localMs)
      return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)
    }
  }
}

function after(localMs: number, lengthMs: number, originMs: number): number {
  return (Math.floor((localMs - originMs) / lengthMs) + 1) * lengthMs + originMs
}
