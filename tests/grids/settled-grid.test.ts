import { assert, constantFrom, double, integer, property, record } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mulberry32, type Random } from '../../geodata/city/random.ts'
import {
  DEEP_M, DEEP_RADII, depthNeededM, DWELL_FIXES, DWELL_MS, type PlacedFix, settleGrid, type SettledGrid,
} from '../../server/grids/settled-grid.ts'

const WEST = 1, EAST = 2
/** Where receivers say that two of three fixes lie within the accuracy: the spread of one axis is that over 1.51. */
const RADIUS_PER_SPREAD = Math.sqrt(-2 * Math.log(1 / 3))

/** A fix `eastM` metres east of the only edge, which runs from south to north. */
const fixAt = (recordedAtMs: number, eastM: number, accuracyM: number): PlacedFix =>
  ({ recordedAtMs, gridId: eastM < 0 ? WEST : EAST, depthM: Math.abs(eastM), accuracyM })

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

interface Walk {
  seed: number
  accuracyM: number
  everyMs: number
  /** How much of an error the next fix has as well: receivers in a street err alike for minutes. */
  memory: number
}

const walks = record<Walk>({
  seed: integer(),
  accuracyM: double({ min: 3, max: 40, noNaN: true }),
  everyMs: constantFrom(1_000, 5_000, 10_000, 30_000, 60_000),
  memory: constantFrom(0, 0.3, 0.6),
})

/** The settled grids of a worker who is `placeAt` metres east of the edge at each time, by noisy fixes. */
function follow(
  { seed, accuracyM, everyMs, memory }: Walk, untilMs: number, placeAt: (ms: number) => number,
): SettledGrid[] {
  const random = mulberry32(seed)
  const states: SettledGrid[] = []
  let error = normal(random)
  for (let ms = 0; ms <= untilMs; ms += everyMs) {
    error = memory * error + Math.sqrt(1 - memory * memory) * normal(random)
    const fix = fixAt(ms, placeAt(ms) + (error * accuracyM) / RADIUS_PER_SPREAD, accuracyM)
    states.push(settleGrid(states.at(-1), fix))
  }
  return states
}

function flips(states: readonly SettledGrid[]): number {
  return states.filter((state, k) => k > 0 && state.gridId !== states[k - 1].gridId).length
}

const HOUR_MS = 3_600_000

describe('a worker', () => {
  it('who stands on an edge for a shift of noisy fixes changes the grid at most once', () => {
    assert(property(walks, (walk) => flips(follow(walk, 8 * HOUR_MS, () => 0)) <= 1), { seed: 11, numRuns: 60 })
  })

  it('who stands near an edge changes the grid at most once', () => {
    assert(property(walks, double({ min: -30, max: 30, noNaN: true }), (walk, eastM) => {
      const states = follow(walk, 4 * HOUR_MS, () => eastM)
      return flips(states) <= 1
    }), { seed: 12, numRuns: 60 })
  })

  it('who walks over and stays is settled within a bounded time', () => {
    assert(property(walks, (walk) => {
      const stepsOverMs = 10 * 60_000
      // At walking pace to a place four radii behind the edge.
      const placeAt = (ms: number) => Math.min(4 * walk.accuracyM, ((ms - stepsOverMs) / 1000) * 1.2)
      const arrivedMs = stepsOverMs + (4 * walk.accuracyM * 1000) / 1.2
      const untilMs = arrivedMs + 10 * (DWELL_MS + DWELL_FIXES * walk.everyMs)
      const states = follow({ ...walk, memory: 0 }, untilMs, placeAt)
      return states[0].gridId === WEST && states.at(-1)!.gridId === EAST && flips(states) === 1
    }), { seed: 13, numRuns: 100 })
  })

  it('whose fixes all err by less than they say never changes the grid on its edge', () => {
    assert(property(walks, ({ seed, accuracyM, everyMs }) => {
      const random = mulberry32(seed)
      let state: SettledGrid | undefined
      for (let k = 0; k < 2_000; k++) {
        const first = state?.gridId
        state = settleGrid(state, fixAt(k * everyMs, (2 * random() - 1) * accuracyM, accuracyM))
        if (first !== undefined && state.gridId !== first) return false
      }
      return true
    }), { seed: 14 })
  })

  it('is not moved by fixes that come late, in whatever number and order', () => {
    assert(property(walks, (walk) => {
      const random = mulberry32(walk.seed + 1)
      let expected: SettledGrid | undefined
      let withLate: SettledGrid | undefined
      const sent: PlacedFix[] = []
      for (let k = 0; k < 300; k++) {
        const fix = fixAt(k * walk.everyMs, (random() - 0.5) * 400, walk.accuracyM)
        sent.push(fix)
        expected = settleGrid(expected, fix)
        withLate = settleGrid(withLate, fix)
        for (let n = 0; n < 2; n++) withLate = settleGrid(withLate, sent[Math.floor(random() * sent.length)])
        if (JSON.stringify(withLate) !== JSON.stringify(expected)) return false
      }
      return true
    }), { seed: 15 })
  })
})

describe('settleGrid', () => {
  const settled: SettledGrid = { gridId: WEST, candidate: null, fixAtMs: 0 }
  const after = (...fixes: PlacedFix[]) => fixes.reduce<SettledGrid>(settleGrid, settled)

  it('believes the first fix, however unsure', () => {
    expect(settleGrid(undefined, fixAt(5, 1, 40))).toEqual({ gridId: EAST, candidate: null, fixAtMs: 5 })
  })

  it('needs enough sure fixes over the whole dwell', () => {
    const sure = (ms: number) => fixAt(ms, 50, 10)
    expect(after(sure(1), sure(2), sure(3), sure(DWELL_MS)).gridId).toBe(WEST)
    expect(after(sure(1), sure(DWELL_MS + 1)).gridId).toBe(WEST)
    const fixAtMs = DWELL_MS + 1
    expect(after(sure(1), sure(2), sure(fixAtMs))).toEqual({ gridId: EAST, candidate: null, fixAtMs })
  })

  it('does not count unsure fixes, but lets them pass', () => {
    const sure = (ms: number) => fixAt(ms, 50, 10), unsure = (ms: number) => fixAt(ms, 19, 10)
    expect(after(unsure(1), unsure(2), unsure(2 * DWELL_MS)).gridId).toBe(WEST)
    expect(after(sure(1), unsure(2), sure(3), unsure(4), sure(DWELL_MS + 1)).gridId).toBe(EAST)
  })

  it('begins anew after a fix anywhere else, sure or not', () => {
    const sure = (ms: number) => fixAt(ms, 50, 10)
    expect(after(sure(1), sure(2), fixAt(3, -1, 10), sure(DWELL_MS + 1)).gridId).toBe(WEST)
    const elsewhere: PlacedFix = { recordedAtMs: 3, gridId: 9, depthM: 2, accuracyM: 10 }
    expect(after(sure(1), sure(2), elsewhere, sure(DWELL_MS + 1)).gridId).toBe(WEST)
  })

  it('takes one deep fix at its word, if it is accurate for its depth', () => {
    expect(after(fixAt(1, DEEP_M + 1, 5)).gridId).toBe(EAST)
    expect(after(fixAt(1, DEEP_M - 1, 5)).gridId).toBe(WEST)
    expect(after(fixAt(1, DEEP_M + 1, 60)).gridId).toBe(WEST)
    expect(after(fixAt(1, DEEP_RADII * 60 + 1, 60)).gridId).toBe(EAST)
  })

  it('settles outside all grids as in a grid', () => {
    const outside = (recordedAtMs: number): PlacedFix => ({ recordedAtMs, gridId: 0, depthM: 40, accuracyM: 8 })
    expect(after(outside(1)).gridId).toBe(WEST)
    expect(after(outside(1), outside(30_000), outside(DWELL_MS + 1)).gridId).toBe(0)
  })

  it('needs no depth of a fix that changes nothing', () => {
    expect(depthNeededM(undefined, EAST, 10)).toBe(0)
    expect(depthNeededM(settled, WEST, 10)).toBe(0)
    expect(depthNeededM(settled, EAST, 10)).toBe(DEEP_M)
    expect(depthNeededM(settled, EAST, 50)).toBe(DEEP_RADII * 50)
  })
})
