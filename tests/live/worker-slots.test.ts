import { expect, test } from 'vitest'
import { DEFAULT_FIELD_POLICY } from '../../server/contract/api/field.ts'
import {
  MOTION_GONE, MOTION_SILENT, MOTION_STANDING, motionOfHeading,
} from '../../server/contract/position-frame.ts'
import { bearingDeg, distanceM } from '../../server/live/geodesy.ts'
import { createLiveLane, frameBoxOf } from '../../server/live/live-lane.ts'
import { motionOfFix } from '../../server/live/motion.ts'
import { createRateMeter } from '../../server/live/rate-meter.ts'
import { createRoster, rosterAfter, rosterColumns, visibleSlots } from '../../server/live/roster.ts'
import type { FieldWatch } from '../../server/live/field-watch.ts'
import { applyFix, applyHeartbeat } from '../../server/live/move-worker.ts'
import { DEFAULT_RULES, GONE_AFTER_MS } from '../../server/live/state-rules.ts'
import { createWorkerSlots } from '../../server/live/worker-slots.ts'
import { sweepStates } from '../../server/live/worker-states.ts'

const { silentAfterMs: SILENT_AFTER_MS } = DEFAULT_RULES
const NOW_MS = 1_772_352_000_000
const fix = (recordedAtMs: number, more: object = {}) => ({ lng: 116.4, lat: 39.9, recordedAtMs, ...more })

test('a marker moves to newer fixes only, and a fix that changes nothing is no change', () => {
  const slots = createWorkerSlots(1)
  expect(applyFix(slots, 0, fix(NOW_MS), NOW_MS)).toBe(true)
  expect([slots.changedAt[0], slots.motion[0]]).toEqual([1, MOTION_STANDING])
  slots.openTick = 2
  expect(applyFix(slots, 0, fix(NOW_MS - 1, { lng: 1 }), NOW_MS)).toBe(false)
  expect(applyFix(slots, 0, fix(NOW_MS, { lng: 1 }), NOW_MS)).toBe(false)
  expect(applyFix(slots, 0, fix(NOW_MS + 1), NOW_MS + 1)).toBe(true)
  expect([slots.lng[0], slots.changedAt[0]]).toEqual([116.4, 1])
})

test('a marker turns silent, then gone, by the age of its fix, and comes back with the next', () => {
  const slots = createWorkerSlots(1)
  applyFix(slots, 0, fix(NOW_MS), NOW_MS)
  const motionAfter = (ms: number) => {
    sweepStates(slots, NOW_MS + ms)
    return slots.motion[0]
  }
  expect(motionAfter(SILENT_AFTER_MS - 1)).toBe(MOTION_STANDING)
  slots.openTick = 7
  expect(motionAfter(SILENT_AFTER_MS)).toBe(MOTION_SILENT)
  expect(slots.changedAt[0]).toBe(7)
  expect(motionAfter(GONE_AFTER_MS)).toBe(MOTION_GONE)
  applyFix(slots, 0, fix(NOW_MS + GONE_AFTER_MS), NOW_MS + GONE_AFTER_MS)
  expect(slots.motion[0]).toBe(MOTION_STANDING)
})

test('a fix that a phone kept for long shows the worker silent, not on the move', () => {
  const slots = createWorkerSlots(1)
  applyFix(slots, 0, fix(NOW_MS - SILENT_AFTER_MS, { speedMps: 2, headingDeg: 90 }), NOW_MS)
  expect(slots.motion[0]).toBe(MOTION_SILENT)
})

test('a heartbeat keeps a marker alive where it is, and makes none', () => {
  const slots = createWorkerSlots(2)
  applyFix(slots, 0, fix(NOW_MS), NOW_MS)
  sweepStates(slots, NOW_MS + SILENT_AFTER_MS)
  const laterMs = NOW_MS + SILENT_AFTER_MS + 1000
  applyHeartbeat(slots, 0, laterMs, laterMs)
  expect(slots.motion[0]).toBe(MOTION_STANDING)
  applyHeartbeat(slots, 1, laterMs, laterMs)
  expect(slots.motion[1]).toBe(MOTION_GONE)
})

test('a heading is what the phone says, else the way from the fix before, unless that is a drift or a leap', () => {
  const before = { lng: 116.4, lat: 39.9, recordedAtMs: NOW_MS }
  const east = { lng: 116.401, lat: 39.9, recordedAtMs: NOW_MS + 60_000 }
  expect(motionOfFix({ ...east, speedMps: 1.4, headingDeg: 45 }, before)).toBe(motionOfHeading(45))
  expect(motionOfFix({ ...east, speedMps: 0.2, headingDeg: 45 }, before)).toBe(MOTION_STANDING)
  expect(motionOfFix(east, before)).toBe(motionOfHeading(90))
  expect(motionOfFix(east, undefined)).toBe(MOTION_STANDING)
  expect(motionOfFix({ ...east, lng: 116.40005 }, before)).toBe(MOTION_STANDING)
  expect(motionOfFix({ ...east, recordedAtMs: NOW_MS + 3_600_000 }, before)).toBe(MOTION_STANDING)
})

test('distances and bearings are those of a sphere of the size of the earth', () => {
  expect(distanceM(116.4, 39.9, 116.4, 40.9)).toBeCloseTo(111_195, 0)
  expect(distanceM(0, 0, 180, 0)).toBeCloseTo(Math.PI * 6_371_008.8, 0)
  expect(bearingDeg(116.4, 39.9, 116.4, 40.9)).toBe(0)
  expect(bearingDeg(116.4, 0, 115.4, 0)).toBe(270)
})

const worker = (id: number, areaCode: string) => ({
  id, number: `W${id}`, name: `工${id}`, nameEn: `Worker ${id}`, gridId: id, areaCode, deviceKey: `phone-${id}`, kind: 'person' as const,
})

/** Everybody is on duty, and nobody is away. */
const WATCH: FieldWatch = { policy: () => DEFAULT_FIELD_POLICY, dutyFromMs: () => -Infinity, isOutside: () => false }

test('a roster gives slots in order, and hides those outside a scope without moving the others', () => {
  const roster = createRoster([worker(5, '990101001001'), worker(9, '990102001001')])
  expect(rosterColumns(roster, '990102')).toMatchObject({ id: [0, 9], number: ['', 'W9'], gridId: [0, 9] })
  expect([roster.slotOfWorker.get(9), roster.slotOfDevice.get('phone-5')]).toEqual([1, 0])
  expect(visibleSlots(roster, '9901')).toBeUndefined()
  expect([...visibleSlots(roster, '990102')!]).toEqual([0, 1])
  const changed = createRoster([worker(5, '990101001001'), worker(10, '990102001001')])
  expect(changed.version).not.toBe(roster.version)
})

test('a roster of more workers than a frame can name is refused', () => {
  const many = Array.from({ length: 65_537 }, (_, i) => worker(i, ''))
  expect(() => createRoster(many)).toThrow('Got 65537 workers, expected at most 65536')
})

test('in a new roster who stays keeps the slot, who is new sits behind, and a slot that was left names nobody', () => {
  const before = createRoster([5, 7, 9].map((id) => worker(id, '990101001001')))
  const after = rosterAfter(before, [worker(3, '990101001001'), worker(5, '990101001001'), worker(9, '990102001001')])
  expect(rosterColumns(after, '9901').id).toEqual([5, 0, 9, 3])
  expect([after.slotOfWorker.get(7), after.slotOfDevice.get('phone-7'), after.slotOfDevice.get('phone-3')])
    .toEqual([undefined, undefined, 3])
  expect(visibleSlots(after, '990102')).toEqual(Uint8Array.of(0, 1, 1, 0))
  expect(after.version).not.toBe(before.version)
  expect(rosterAfter(before, before.workers.map((worker) => worker!)).version).toBe(before.version)
})

test('a roster whose empty slots leave too little room seats all anew', () => {
  const before = createRoster(Array.from({ length: 40_000 }, (_, i) => worker(i + 1, '')))
  const others = Array.from({ length: 40_000 }, (_, i) => worker(i + 30_001, ''))
  const after = rosterAfter(before, others)
  expect(after.workers.length).toBe(40_000)
  expect([after.slotOfWorker.get(30_001), after.slotOfWorker.get(70_000)]).toEqual([0, 39_999])
})

test('a renewed lane goes on: markers of who stays are where they were, the tick runs on, who left is gone', () => {
  const roster = createRoster([5, 7].map((id) => worker(id, '990101001001')))
  const box = frameBoxOf([116, 40, 116.2, 40.1])
  const seen = [5, 7].map((workerId) => ({ ...fix(NOW_MS - 1000), lng: 116 + workerId / 100, workerId }))
  const lane = createLiveLane(roster, box, seen, WATCH, NOW_MS)
  lane.slots.openTick = 40
  const wide = frameBoxOf([115, 39, 117, 41])
  const next = rosterAfter(roster, [worker(7, '990101001001'), worker(8, '990102001001')])
  lane.renew(next, wide, [{ ...fix(NOW_MS - 2000), workerId: 8 }], NOW_MS)
  expect([lane.roster, lane.frameBox, lane.slots.openTick]).toEqual([next, wide, 40])
  expect([...lane.slots.motion]).toEqual([MOTION_GONE, MOTION_STANDING, MOTION_STANDING])
  expect(lane.slots.lng[1]).toBe(116.07)
  expect(lane.counts(lane.scopeOf('990102'), NOW_MS).online).toBe(1)
  lane.committed([{ ...fix(NOW_MS), workerId: 5 }, { ...fix(NOW_MS), workerId: 8 }], NOW_MS)
  expect([lane.slots.recordedAtMs[0], lane.slots.recordedAtMs[2]]).toEqual([0, NOW_MS])
})

test('a lane starts with the markers of those seen lately, and counts by scope', () => {
  const roster = createRoster([worker(5, '990101001001'), worker(9, '990102001001')])
  const lane = createLiveLane(
    roster, frameBoxOf([116, 40, 116.2, 40.1]),
    [{ ...fix(NOW_MS - 1000), workerId: 5 }, { ...fix(NOW_MS - 3_600_000), workerId: 9 }], WATCH,
    NOW_MS,
  )
  expect([...lane.slots.motion]).toEqual([MOTION_STANDING, MOTION_GONE])
  expect([lane.counts(lane.scopeOf('9901'), NOW_MS).online, lane.counts(lane.scopeOf('990102'), NOW_MS).online]).toEqual([1, 0])
  expect(lane.scopeOf('990102')).toBe(lane.scopeOf('990102'))
})

test('the box of frames has the city in its middle', () => {
  const { west, south, spanDeg } = frameBoxOf([116, 40, 116.2, 40.1])
  expect([west, south, spanDeg].map((value) => Math.round(value * 1e6) / 1e6)).toEqual([115.7, 39.65, 0.8])
})

test('a rate is the average of the last whole seconds, and falls to zero in silence', () => {
  const meter = createRateMeter(5)
  for (let ms = 0; ms < 10_000; ms += 100) meter.add(3, NOW_MS + ms)
  expect(meter.perSecond(NOW_MS + 10_000)).toBe(30)
  expect(meter.perSecond(NOW_MS + 12_500)).toBe(18)
  expect(meter.perSecond(NOW_MS + 60_000)).toBe(0)
  meter.add(5, NOW_MS + 61_000)
  expect(meter.perSecond(NOW_MS + 62_000)).toBe(1)
})
