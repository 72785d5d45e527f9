import { describe, expect, it } from 'vitest'
import { WorkerSlots } from '../../../client/live/worker-slots.ts'
import { type WorkerColumns, fillWorkerColumns } from '../../../client/map/layers/worker-columns.ts'
import { workerLayerData } from '../../../client/map/layers/worker-layer.ts'
import { mulberry32 } from '../../../geodata/city/random.ts'
import type { DecodedFrame } from '../../../server/contract/position-frame.ts'

/** What the shader does with the columns, in doubles. */
function drawnByShader(columns: WorkerColumns, slot: number, nowMs: number): [number, number] {
  const nowS = (nowMs - columns.filledAtMs) / 1000
  const share = (nowS - columns.glide[slot * 2]) * columns.glide[slot * 2 + 1]
  const remaining = 1 - Math.min(1, Math.max(0, share))
  return [
    columns.positions[slot * 3] - columns.delta[slot * 2] * remaining,
    columns.positions[slot * 3 + 1] - columns.delta[slot * 2 + 1] * remaining,
  ]
}

function randomFrame(random: () => number, count: number, tick: number): DecodedFrame {
  const slots = Array.from({ length: count }, (_, slot) => slot).filter(() => random() < 0.4)
  return {
    tick, baseTick: tick, serverTimeMs: 0, west: 113, south: 30, spanDeg: 1, count: slots.length,
    slot: Uint16Array.from(slots),
    lng: Float64Array.from(slots, (slot) => 113.5 + slot * 0.001 + random() * 0.0008),
    lat: Float64Array.from(slots, () => 30.5 + random() * 0.0008),
    motion: Uint8Array.from(slots, () => Math.floor(random() * 243)),
  }
}

describe('fillWorkerColumns', () => {
  it('gives the shader what it needs to draw each worker where the slots say', () => {
    const random = mulberry32(20_260_301)
    const slots = new WorkerSlots()
    let columns: WorkerColumns | null = null
    let compared = 0
    let furthestDeg = 0
    for (let tick = 1, nowMs = 5_000_000; tick < 40; tick++, nowMs += 250 + random() * 4000) {
      slots.apply(randomFrame(random, 200, tick), nowMs)
      columns = fillWorkerColumns(slots, nowMs, columns)
      for (const laterMs of [0, 90, 700, 12_000]) {
        for (let slot = 0; slot < slots.count; slot++) {
          const expected = slots.drawnAt(slot, nowMs + laterMs)
          if (expected === undefined) continue
          const drawn = drawnByShader(columns, slot, nowMs + laterMs)
          compared++
          furthestDeg = Math.max(furthestDeg, Math.abs(drawn[0] - expected[0]), Math.abs(drawn[1] - expected[1]))
        }
      }
    }
    expect(compared).toBeGreaterThan(10_000)
    // A millimetre.
    expect(furthestDeg).toBeLessThan(1e-8)
  })

  it('uses its arrays again and makes new ones only when the slots have outgrown them', () => {
    const slots = new WorkerSlots()
    slots.apply(randomFrame(mulberry32(1), 100, 1), 0)
    const first = fillWorkerColumns(slots, 0, null)
    const second = fillWorkerColumns(slots, 1, first)
    expect(second.positions).toBe(first.positions)
    slots.apply(randomFrame(mulberry32(1), 5000, 1), 0)
    expect(fillWorkerColumns(slots, 2, second).positions).not.toBe(first.positions)
  })

  it('hands deck as many values as there are slots, positions in threes', () => {
    const slots = new WorkerSlots()
    slots.apply(randomFrame(mulberry32(1), 100, 1), 0)
    const data = workerLayerData(fillWorkerColumns(slots, 0, null))
    expect(data.length).toBe(slots.count)
    expect(data.attributes.getPosition.value).toHaveLength(slots.count * 3)
    expect(data.attributes.getPosition.size).toBe(3)
    expect(data.attributes.getMotion.value).toHaveLength(slots.count)
  })
})
