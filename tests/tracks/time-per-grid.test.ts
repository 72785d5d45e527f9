import fc from 'fast-check'
import { expect, test } from 'vitest'
import { GAP_MS } from '../../server/tracks/gaps.ts'
import { type GridFix, settledCodes, timePerGrid } from '../../server/tracks/time-per-grid.ts'

const fix = (recordedAtMs: number, gridCode: string | null, uncertain = false): GridFix =>
  ({ recordedAtMs, gridCode, uncertain })

const anyFixes = fc
  .array(fc.record({
    pauseMs: fc.oneof(fc.integer({ min: 0, max: 60_000 }), fc.integer({ min: GAP_MS - 2, max: GAP_MS + 2 })),
    gridCode: fc.constantFrom('a', 'b', null),
    uncertain: fc.boolean(),
  }), { maxLength: 40 })
  .map((steps) => {
    let atMs = 0
    return steps.map(({ pauseMs, gridCode, uncertain }) => fix((atMs += pauseMs), gridCode, uncertain))
  })

/** By looking at every other fix for each. */
function slowCodes(fixes: readonly GridFix[]): (string | null)[] {
  const partOf = fixes.map((_, i) =>
    fixes.slice(1, i + 1).filter((later, k) => later.recordedAtMs - fixes[k].recordedAtMs > GAP_MS).length)
  return fixes.map((one, i) => {
    const sure = fixes.map((other, k) => ({ other, k }))
      .filter(({ other, k }) => !other.uncertain && partOf[k] === partOf[i])
    // Among equal distances in time the earlier comes first, and of several at one instant the one next to it.
    sure.sort((a, b) =>
      Math.abs(a.other.recordedAtMs - one.recordedAtMs) - Math.abs(b.other.recordedAtMs - one.recordedAtMs)
      || Number(a.k > i) - Number(b.k > i) || Math.abs(a.k - i) - Math.abs(b.k - i))
    return one.uncertain && sure.length > 0 ? sure[0].other.gridCode : one.gridCode
  })
}

test('each fix is in the grid of the nearest sure one on its side of any gap', () => {
  fc.assert(fc.property(anyFixes, (fixes) => {
    expect(settledCodes(fixes)).toEqual(slowCodes(fixes))
  }), { seed: 4, numRuns: 500 })
})

test('the times of all grids are the time covered, and each is that of its fixes', () => {
  fc.assert(fc.property(anyFixes, (fixes) => {
    const times = timePerGrid(fixes)
    const codes = slowCodes(fixes)
    for (const code of ['a', 'b', null]) {
      let ms = 0
      for (let i = 1; i < fixes.length; i++) {
        const pauseMs = fixes[i].recordedAtMs - fixes[i - 1].recordedAtMs
        if (pauseMs <= GAP_MS && codes[i - 1] === code) ms += pauseMs
      }
      expect(times.get(code) ?? 0).toBe(ms)
    }
  }), { seed: 5, numRuns: 500 })
})

test('a worker on the edge of two grids stays in the one before until a sure fix says otherwise, half-way', () => {
  const along = [fix(0, 'a'), fix(10, 'b', true), fix(20, 'a', true), fix(30, 'b', true), fix(40, 'b'), fix(50, null)]
  expect(settledCodes(along)).toEqual(['a', 'a', 'a', 'b', 'b', null])
  expect([...timePerGrid(along)]).toEqual([['a', 30], ['b', 20]])
  expect(settledCodes([fix(0, 'a', true), fix(10, 'b', true)])).toEqual(['a', 'b'])
  expect([...timePerGrid([fix(0, 'a')])]).toEqual([])
})
