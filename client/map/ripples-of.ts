import type { CityEvent } from '../../server/contract/live.ts'
import { SEVERITY_COLOURS, STATUS_COLOURS } from './colours.ts'
import { type Ripple, runningRipples } from './layers/ripple-layer.ts'

/** A flood of events, as after a reconnect, must not cover the map with rings. */
const RIPPLES_AT_MOST = 24

/** The ripples at `nowMs`: those that still run, and one for each event of `recent` that `before` did not have. */
export function ripplesOf(
  recent: readonly CityEvent[],
  before: readonly CityEvent[],
  running: readonly Ripple[],
  nowMs: number,
): Ripple[] {
  const newestSeen = before[0]?.seq ?? 0
  const fresh = recent.filter((event) => event.seq > newestSeen && isNews(event)).slice(0, RIPPLES_AT_MOST)
  const started = fresh.map((event): Ripple => {
    const { lng, lat } = event.topic === 'case' ? event.case : event.alarm
    const colour = event.topic === 'case' ? STATUS_COLOURS[event.case.status] : SEVERITY_COLOURS[event.alarm.severity]
    return { lng, lat, colour, startedMs: nowMs }
  })
  return [...runningRipples(running, nowMs), ...started].slice(-RIPPLES_AT_MOST)
}

function isNews(event: CityEvent): boolean {
  return event.topic === 'case' ? event.change === 'report' || event.change === 'dispatch' : event.change === 'raise'
}
