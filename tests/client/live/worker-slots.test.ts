import { describe, expect, it } from 'vitest'
import { GLIDE_MAX_MS, WorkerSlots } from '../../../client/live/worker-slots.ts'
import { type DecodedFrame, MOTION_GONE, MOTION_STANDING } from '../../../server/contract/position-frame.ts'

type Row = [slot: number, lng: number, lat: number, motion: number]

function frame(baseTick: number, rows: Row[]): DecodedFrame {
  return {
    tick: baseTick + 1, baseTick, serverTimeMs: 0, west: 110, south: 30, spanDeg: 1, count: rows.length,
    slot: Uint16Array.from(rows, (row) => row[0]),
    lng: Float64Array.from(rows, (row) => row[1]),
    lat: Float64Array.from(rows, (row) => row[2]),
    motion: Uint8Array.from(rows, (row) => row[3]),
  }
}

describe('WorkerSlots', () => {
  it('shows a worker at once where the first fix is', () => {
    const slots = new WorkerSlots()
    slots.apply(frame(0, [[7, 110.5, 30.5, 0]]), 1000)
    expect(slots.count).toBe(8)
    expect(slots.drawnAt(7, 1000)).toEqual([110.5, 30.5])
    expect(slots.drawnAt(3, 1000)).toBeUndefined()
  })

  it('puts workers where they are, with no glide and as many as there are, when they are shown', () => {
    const slots = new WorkerSlots()
    slots.apply(frame(0, [[0, 110.5, 30.5, 0]]), 0)
    const { version } = slots
    const [lng, lat] = [new Float64Array(3000).fill(110.6), new Float64Array(3000).fill(30.6)]
    slots.show(3000, { lng, lat, motion: new Uint8Array(3000).fill(MOTION_STANDING).fill(MOTION_GONE, 2999) })
    expect(slots.version).toBeGreaterThan(version)
    expect([slots.drawnAt(0, 0), slots.drawnAt(2998, 0)]).toEqual([[110.6, 30.6], [110.6, 30.6]])
    expect(slots.drawnAt(2999, 0)).toBeUndefined()
  })

  it('glides from the last fix to the new one for as long as the new one took to come', () => {
    const slots = new WorkerSlots()
    slots.apply(frame(0, [[0, 110.5, 30.5, 0]]), 0)
    slots.apply(frame(1, [[0, 110.501, 30.5, 60]]), 4000)
    expect(slots.drawnAt(0, 4000)).toEqual([110.5, 30.5])
    expect(slots.drawnAt(0, 6000)![0]).toBeCloseTo(110.5005, 9)
    expect(slots.drawnAt(0, 8000)![0]).toBeCloseTo(110.501, 9)
    expect(slots.drawnAt(0, 20_000)![0]).toBeCloseTo(110.501, 9)
    expect(slots.movingUntilMs).toBe(8000)
    expect(slots.lastAt(0)).toEqual([110.501, 30.5])
    expect(slots.headingDeg(0)).toBe(90)
  })

  it('starts the next glide where the marker is drawn, so that an early fix makes no jump', () => {
    const slots = new WorkerSlots()
    slots.apply(frame(0, [[0, 110.5, 30.5, 0]]), 0)
    slots.apply(frame(1, [[0, 110.501, 30.5, 0]]), 4000)
    const before = slots.drawnAt(0, 5000)!
    slots.apply(frame(2, [[0, 110.502, 30.5, 0]]), 5000)
    expect(slots.drawnAt(0, 5000)![0]).toBeCloseTo(before[0], 9)
  })

  it('never glides longer than ten seconds', () => {
    const slots = new WorkerSlots()
    slots.apply(frame(0, [[0, 110.5, 30.5, 0]]), 0)
    slots.apply(frame(1, [[0, 110.501, 30.5, 0]]), 600_000)
    expect(slots.movingUntilMs).toBe(600_000 + GLIDE_MAX_MS)
  })

  it('jumps where the way is longer than anybody walks between two fixes', () => {
    const slots = new WorkerSlots()
    slots.apply(frame(0, [[0, 110.5, 30.5, 0]]), 0)
    slots.apply(frame(1, [[0, 110.6, 30.5, 0]]), 4000)
    expect(slots.drawnAt(0, 4000)).toEqual([110.6, 30.5])
  })

  it('forgets a worker who is gone and shows one who comes back where they are', () => {
    const slots = new WorkerSlots()
    slots.apply(frame(0, [[0, 110.5, 30.5, 0]]), 0)
    slots.apply(frame(1, [[0, 0, 0, MOTION_GONE]]), 1000)
    expect(slots.has(0)).toBe(false)
    slots.apply(frame(2, [[0, 110.502, 30.5, MOTION_STANDING]]), 2000)
    expect(slots.drawnAt(0, 2000)).toEqual([110.502, 30.5])
    expect(slots.headingDeg(0)).toBeUndefined()
  })

  it('takes a complete frame as the whole truth: who is not in it is gone', () => {
    const slots = new WorkerSlots()
    slots.apply(frame(0, [[0, 110.5, 30.5, 0], [1, 110.6, 30.5, 0]]), 0)
    slots.apply(frame(5, [[0, 110.5, 30.5, 0]]), 1000)
    expect(slots.has(1)).toBe(true)
    slots.apply(frame(0, [[0, 110.5, 30.5, 0]]), 2000)
    expect(slots.has(1)).toBe(false)
  })

  it('grows to the highest slot there can be and keeps what it had', () => {
    const slots = new WorkerSlots()
    slots.apply(frame(0, [[5, 110.5, 30.5, 0]]), 0)
    slots.apply(frame(1, [[65_535, 110.6, 30.6, 0]]), 0)
    expect(slots.count).toBe(65_536)
    expect(slots.lastAt(5)).toEqual([110.5, 30.5])
    expect(slots.lastAt(65_535)).toEqual([110.6, 30.6])
    expect(slots.has(65_534)).toBe(false)
  })

  it('tells its listeners of every change until they leave', () => {
    const slots = new WorkerSlots()
    let calls = 0
    const leave = slots.subscribe(() => { calls++ })
    slots.apply(frame(0, []), 0)
    leave()
    slots.apply(frame(1, []), 0)
    expect(calls).toBe(1)
  })
})
