import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sortFixes } from '../../server/tracks/sort-fixes.ts'

test('fixes in any order are told worker by worker in the order of time, as a plain sort has it', () => {
  const fix = fc.record({
    workerId: fc.integer({ min: 1, max: 6 }), afterMs: fc.integer({ min: 0, max: 20 }), lng: fc.integer(), lat: fc.integer(),
  })
  fc.assert(fc.property(fc.array(fix, { maxLength: 60 }), (fixes) => {
    const sorted = sortFixes({
      workerId: Int32Array.from(fixes, ({ workerId }) => workerId),
      afterMs: Int32Array.from(fixes, ({ afterMs }) => afterMs),
      lngSteps: Int32Array.from(fixes, ({ lng }) => lng),
      latSteps: Int32Array.from(fixes, ({ lat }) => lat),
    })
    const told = Array.from(sorted.workerId).flatMap((workerId, k) =>
      Array.from({ length: sorted.first[k + 1] - sorted.first[k] }, (_, n) => {
        const i = sorted.first[k] + n
        return { workerId, afterMs: sorted.afterMs[i], lng: sorted.lngSteps[i], lat: sorted.latSteps[i] }
      }))
    expect(told).toEqual(fixes.toSorted((a, b) => a.workerId - b.workerId || a.afterMs - b.afterMs))
    expect(sorted.first[sorted.workerId.length]).toBe(fixes.length)
  }), { seed: 3 })
})
