import type { FrameBox } from '../contract/position-frame.ts'
import type { FieldWatch } from './field-watch.ts'
import type { Fix } from './motion.ts'
import { applyDuty, applyFix, applyHeartbeat, applySos } from './move-worker.ts'
import type { Scope } from './position-client.ts'
import { createRateMeter } from './rate-meter.ts'
import { type Roster, visibleSlots } from './roster.ts'
import { rulesOf } from './state-rules.ts'
import { createWorkerSlots, rearrangeSlots, type WorkerSlots } from './worker-slots.ts'
import { countStates, type StateCounts, sweepStates } from './worker-states.ts'

/** A fix of a worker that is durable. */
export interface CommittedFix extends Fix {
  workerId: number
  accuracyM?: number | undefined
  /** The community grid where the worker has settled after it, 0 outside all; undefined: it is not known. */
  settledGridId?: number | undefined
  /** Not newer than what was known of the worker. */
  late?: boolean
}

/** What was true of a worker when this process began, and since when. */
export interface ResumedStates {
  workerId: number
  stillSinceMs?: number
  outsideSinceMs?: number
}

/** The markers of the city in memory, and who may see which. Roster, slots and box are those of now: ask each time. */
export interface LiveLane {
  readonly roster: Roster
  readonly slots: WorkerSlots
  readonly frameBox: FrameBox
  /** What an identity of this scope may see; the same object for the same code. */
  scopeOf(scopeCode: string): Scope
  /** Moves markers to fixes that are durable now; late ones and those of unknown workers move nothing. */
  committed(fixes: readonly CommittedFix[], nowMs: number): void
  /** The worker's phone was heard, without a place. */
  heartbeat(workerId: number, atMs: number, nowMs: number): void
  /** The worker calls for help since then; 0: he does not, or not any more. */
  callForHelp(workerId: number, sinceMs: number, nowMs: number): void
  /** Standing and being away went on while nobody watched. */
  resume(states: readonly ResumedStates[], nowMs: number): void
  /** Looks whose shift has begun or ended, and takes over the policy as it is now. */
  followDuty(nowMs: number): void
  /** Fixes committed per second, over the last few. */
  positionsPerSecond(nowMs: number): number
  counts(scope: Scope, nowMs: number): StateCounts
  /** The city has other workers or another extent: markers of those who stay go on, those of who left are gone. Scopes
   * and slots given out before are of no use any more. */
  renew(roster: Roster, frameBox: FrameBox, lastSeen: readonly CommittedFix[], nowMs: number): void
}

/** The square that frames count from: the city in its middle, and room around it, so that a worker who takes a bus out
 * of town is still drawn where he is. A step stays under 2 cm for a city of 0.6°. */
export function frameBoxOf([west, south, east, north]: readonly [number, number, number, number]): FrameBox {
  const spanDeg = 4 * Math.max(east - west, north - south)
  return { west: (west + east - spanDeg) / 2, south: (south + north - spanDeg) / 2, spanDeg }
}

/** A lane with the workers where they were last seen. */
export function createLiveLane(
  roster: Roster, frameBox: FrameBox, lastSeen: readonly CommittedFix[], watch: FieldWatch, nowMs: number,
): LiveLane {
  let now = { roster, frameBox, slots: createWorkerSlots(roster.workers.length) }
  const meter = createRateMeter()
  const scopes = new Map<string, Scope>()

  function place(fixes: readonly CommittedFix[], nowMs: number): void {
    const { roster, slots } = now
    for (const fix of fixes) {
      const slot = roster.slotOfWorker.get(fix.workerId)
      if (slot === undefined || fix.late) continue
      const { settledGridId } = fix
      const outside = settledGridId === undefined ? undefined : watch.isOutside(roster.workers[slot]!, settledGridId)
      applyFix(slots, slot, fix, nowMs, outside)
    }
  }

  function followDuty(nowMs: number): void {
    const { roster, slots } = now
    slots.rules = rulesOf(watch.policy())
    for (const [slot, worker] of roster.workers.entries()) {
      applyDuty(slots, slot, worker === undefined ? Infinity : watch.dutyFromMs(worker.id, nowMs), nowMs)
    }
  }

  function start(lastSeen: readonly CommittedFix[], nowMs: number): void {
    followDuty(nowMs)
    place(lastSeen, nowMs)
    sweepStates(now.slots, nowMs)
  }

  start(lastSeen, nowMs)
  return {
    get roster() {
      return now.roster
    },
    get slots() {
      return now.slots
    },
    get frameBox() {
      return now.frameBox
    },
    scopeOf(code) {
      let scope = scopes.get(code)
      if (scope === undefined) {
        scope = { code, visible: visibleSlots(now.roster, code) }
        scopes.set(code, scope)
      }
      return scope
    },
    committed(fixes, nowMs) {
      place(fixes, nowMs)
      meter.add(fixes.length, nowMs)
    },
    heartbeat(workerId, atMs, nowMs) {
      const slot = now.roster.slotOfWorker.get(workerId)
      // A clock that is ahead must not keep a marker alive beyond its time.
      if (slot !== undefined) applyHeartbeat(now.slots, slot, Math.min(atMs, nowMs), nowMs)
    },
    callForHelp(workerId, sinceMs, nowMs) {
      const slot = now.roster.slotOfWorker.get(workerId)
      if (slot !== undefined) applySos(now.slots, slot, sinceMs, nowMs)
    },
    resume(states, nowMs) {
      const { roster, slots } = now
      for (const { workerId, stillSinceMs, outsideSinceMs } of states) {
        const slot = roster.slotOfWorker.get(workerId)
        if (slot === undefined) continue
        if (stillSinceMs !== undefined) slots.stillSinceMs[slot] = stillSinceMs
        if (outsideSinceMs !== undefined) slots.outsideSinceMs[slot] = outsideSinceMs
      }
      sweepStates(slots, nowMs)
    },
    followDuty,
    positionsPerSecond: (nowMs) => Math.round(meter.perSecond(nowMs) * 10) / 10,
    counts: (scope, nowMs) => countStates(now.slots, scope.visible, nowMs),
    renew(roster, frameBox, lastSeen, nowMs) {
      const { roster: before, slots } = now
      const slotBefore = (slot: number) => before.slotOfWorker.get(roster.workers[slot]?.id ?? -1)
      now = { roster, frameBox, slots: rearrangeSlots(slots, roster.workers.length, slotBefore) }
      scopes.clear()
      start(lastSeen, nowMs)
    },
  }
}
