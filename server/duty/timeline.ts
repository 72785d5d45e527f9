/**
 * When somebody is on duty: instants in rising order at which duty begins, ends, begins …, so that entry 0 begins it.
 * Between touching spans there is no edge. Unix milliseconds; ±Infinity where it has no begin or end.
 */
export type Timeline = Float64Array

export const ALWAYS: Timeline = Float64Array.of(-Infinity, Infinity)

/** From ≤ t < to. */
export interface Interval {
  fromMs: number
  toMs: number
}

/** The timeline of intervals in any order, which may overlap or be empty. */
export function timelineOf(intervals: readonly Interval[]): Timeline {
  const edges: number[] = []
  for (const { fromMs, toMs } of intervals.toSorted((a, b) => a.fromMs - b.fromMs)) {
    if (toMs <= fromMs) continue
    const last = edges.length - 1
    if (last > 0 && fromMs <= edges[last]) edges[last] = Math.max(edges[last], toMs)
    else edges.push(fromMs, toMs)
  }
  return Float64Array.from(edges)
}

/** The timeline with one interval made on duty, or off duty, whatever it was. */
export function withException(timeline: Timeline, { fromMs, toMs }: Interval, onDuty: boolean): Timeline {
  const intervals: Interval[] = onDuty ? [{ fromMs, toMs }] : []
  for (let i = 0; i < timeline.length; i += 2) {
    const [start, end] = [timeline[i], timeline[i + 1]]
    intervals.push({ fromMs: start, toMs: Math.min(end, fromMs) }, { fromMs: Math.max(start, toMs), toMs: end })
  }
  return timelineOf(intervals)
}

/** How many edges are at or before an instant. */
function edgesUntil(timeline: Timeline, atMs: number): number {
  let low = 0
  let high = timeline.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (timeline[middle] <= atMs) low = middle + 1
    else high = middle
  }
  return low
}

/** Whether duty is on at an instant. */
export function isOnDuty(timeline: Timeline, atMs: number): boolean {
  return edgesUntil(timeline, atMs) % 2 === 1
}

/** What holds at an instant, since when, and until when; ±Infinity where that is open. */
export function dutyAt(timeline: Timeline, atMs: number): { onDuty: boolean; sinceMs: number; untilMs: number } {
  const edges = edgesUntil(timeline, atMs)
  return { onDuty: edges % 2 === 1, sinceMs: timeline[edges - 1] ?? -Infinity, untilMs: timeline[edges] ?? Infinity }
}
