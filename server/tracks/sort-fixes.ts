import type { TrackBlock } from '../contract/track-columns.ts'

/** Fixes in any order: index i of each column is one of them. */
export interface FixColumns {
  workerId: Int32Array
  afterMs: Int32Array
  lngSteps: Int32Array
  latSteps: Int32Array
}

/** The same fixes worker by worker, each worker's in the order of time; of two at one instant the one given first is
 * the first. Takes no longer than it takes to read them through a few times. */
export function sortFixes(fixes: FixColumns): Omit<TrackBlock, 'fromMs' | 'toMs' | 'isKept'> {
  const count = fixes.workerId.length
  const workerId = Uint32Array.from(new Set(fixes.workerId)).sort()
  const rankOf = new Map(Array.from(workerId, (id, rank) => [id, rank]))

  // count those of each worker, then deal them out behind each other
  const first = new Uint32Array(workerId.length + 1)
  const rank = new Uint32Array(count)
  for (let i = 0; i < count; i++) {
    rank[i] = rankOf.get(fixes.workerId[i])!
    first[rank[i] + 1]++
  }
  for (let k = 0; k < workerId.length; k++) first[k + 1] += first[k]
  const next = first.slice()
  const order = new Uint32Array(count)
  for (let i = 0; i < count; i++) order[next[rank[i]]++] = i

  // they were stored about in the order of time, so that hardly any has to move
  for (let k = 0; k < workerId.length; k++) sortByTime(order, first[k], first[k + 1], fixes.afterMs)
  const sorted = {
    workerId, first, afterMs: new Uint32Array(count), lngSteps: new Int32Array(count), latSteps: new Int32Array(count),
  }
  for (let k = 0; k < count; k++) {
    sorted.afterMs[k] = fixes.afterMs[order[k]]
    sorted.lngSteps[k] = fixes.lngSteps[order[k]]
    sorted.latSteps[k] = fixes.latSteps[order[k]]
  }
  return sorted
}

function sortByTime(order: Uint32Array, from: number, to: number, afterMs: Int32Array): void {
  for (let i = from + 1; i < to; i++) {
    if (afterMs[order[i]] >= afterMs[order[i - 1]]) continue
    // A day that a phone sends late may come in any order: this stays quick where insertion would not.
    order.subarray(from, to).sort((a, b) => afterMs[a] - afterMs[b] || a - b)
    return
  }
}
