import { shuffled, type Random } from '../../city/random.ts'
import type { Fix } from './fix.ts'
import type { PatrolMap } from './patrol-map.ts'
import { fixOfWalker, stepWalker, type Walkers } from './walkers.ts'

export interface PatrolRound {
  /** Steps every worker whose turn has come since the call before, and hands on what its phone measured. */
  until(nowMs: number, onFix: (worker: number, fix: Fix) => void): void
}

/**
 * Gives each worker a turn every `intervalMs`, one after the other in a shuffled order, so that positions come as an
 * even stream. A worker walks `speed` times as fast as in life, and its phone says so. After a pause longer than the
 * interval each worker gets one turn, not all that it missed.
 */
export function createPatrolRound(options: {
  map: PatrolMap
  walkers: Walkers
  intervalMs: number
  speed: number
  random: Random
}): PatrolRound {
  const { map, walkers, intervalMs, speed, random } = options
  const { count } = walkers
  const order = shuffled(random, Array.from({ length: count }, (_, worker) => worker))
  let startMs: number | undefined
  let turnsTaken = 0

  return {
    until(nowMs, onFix) {
      startMs ??= nowMs
      const turnsDue = Math.floor(((nowMs - startMs) / intervalMs) * count)
      turnsTaken = Math.max(turnsTaken, turnsDue - count)
      for (; turnsTaken < turnsDue; turnsTaken++) {
        const worker = order[turnsTaken % count]
        stepWalker(map, walkers, worker, (intervalMs / 1000) * speed)
        const fix = fixOfWalker(map, walkers, worker, nowMs)
        if (fix) onFix(worker, { ...fix, speedMps: fix.speedMps * speed })
      }
    },
  }
}
