import type { FrameBox } from '../contract/position-frame.ts'
import type { Fix } from './motion.ts'
import type { Scope } from './position-client.ts'
import { createRateMeter } from './rate-meter.ts'
import { type Roster, visibleSlots } from './roster.ts'
import {
  applyFix, applyHeartbeat, countOnline, createWorkerSlots, rearrangeSlots, sweepSilent, type WorkerSlots,
} from './worker-slots.ts'

/** A fix of a worker that is durable. */
export interface CommittedFix extends Fix {
  workerId: number
  sos: boolean
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
  heartbeat(workerId: number, atMs: number, sos: boolean, nowMs: number): void
  /** Fixes committed per second, over the last few. */
  positionsPerSecond(nowMs: number): number
  workersOnline(scope: Scope): number
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
  roster: Roster, frameBox: FrameBox, lastSeen: readonly CommittedFix[], nowMs: number,
): LiveLane {
  let now = { roster, frameBox, slots: createWorkerSlots(roster.workers.length) }
  const meter = createRateMeter()
  const scopes = new Map<string, Scope>()

  function place(fixes: readonly CommittedFix[], nowMs: number): void {
    for (const fix of fixes) {
      const slot = now.roster.slotOfWorker.get(fix.workerId)
      if (slot !== undefined) applyFix(now.slots, slot, fix, nowMs)
    }
  }

  function start(lastSeen: readonly CommittedFix[], nowMs: number): void {
    place(lastSeen, nowMs)
    sweepSilent(now.slots, nowMs)
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
    heartbeat(workerId, atMs, sos, nowMs) {
      const slot = now.roster.slotOfWorker.get(workerId)
      // A clock that is ahead must not keep a marker alive beyond its time.
      if (slot !== undefined) applyHeartbeat(now.slots, slot, Math.min(atMs, nowMs), sos, nowMs)
    },
    positionsPerSecond: (nowMs) => Math.round(meter.perSecond(nowMs) * 10) / 10,
    workersOnline: (scope) => countOnline(now.slots, scope.visible),
    renew(roster, frameBox, lastSeen, nowMs) {
      const { roster: before, slots } = now
      const slotBefore = (slot: number) => before.slotOfWorker.get(roster.workers[slot]?.id ?? -1)
      now = { roster, frameBox, slots: rearrangeSlots(slots, roster.workers.length, slotBefore) }
      scopes.clear()
      start(lastSeen, nowMs)
    },
  }
}
