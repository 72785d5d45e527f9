import { describe, expect, it } from 'vitest'
import { toMetres } from '../../../geodata/city/projection.ts'
import { mulberry32 } from '../../../geodata/city/random.ts'
import type { Fix } from '../../../geodata/field/patrol/fix.ts'
import { distanceToSegmentM } from '../../../geodata/field/patrol/ground-shape.ts'
import { buildPatrolMap, isOnBeat } from '../../../geodata/field/patrol/patrol-map.ts'
import { createPatrolRound } from '../../../geodata/field/patrol/patrol-round.ts'
import { createWalkers, fixOfWalker, stepWalker, type Walkers } from '../../../geodata/field/patrol/walkers.ts'
import { latticeStreets, rectangle } from './lattice.ts'

const SIDE = 40
const STEP_M = 50
/** Four beats of 500 × 500 m, and one between the streets that no corner lies in. */
const GRIDS = [
  rectangle(0, 0, 500, 500), rectangle(500, 0, 1000, 500), rectangle(0, 500, 500, 1000), rectangle(1000, 1000, 1500, 1500),
  rectangle(1721, 1721, 1729, 1729),
]
const map = buildPatrolMap(latticeStreets(SIDE, STEP_M), GRIDS)

function walkersOn(count: number, seed: number, bikes = false): Walkers {
  const beat = Uint32Array.from({ length: count }, (_, i) => i % GRIDS.length)
  return createWalkers(map, beat, new Uint8Array(count).fill(bikes ? 1 : 0), seed)
}

/** Metres from a place to the nearest street, looked up in all of them. */
function distanceToStreetM(x: number, y: number): number {
  let nearest = Infinity
  for (let edge = 0; edge < map.origin.length; edge++) {
    const from = map.origin[edge]
    const to = map.target[edge]
    nearest = Math.min(nearest, distanceToSegmentM(x, y, map.x[from], map.y[from], map.x[to], map.y[to]))
  }
  return nearest
}

/** Every fix of each walker over `minutes`, one in 5 s. */
function walk(walkers: Walkers, minutes: number): Fix[][] {
  const fixes: Fix[][] = Array.from({ length: walkers.count }, () => [])
  for (let second = 5; second <= minutes * 60; second += 5) {
    for (let i = 0; i < walkers.count; i++) {
      stepWalker(map, walkers, i, 5)
      const fix = fixOfWalker(map, walkers, i, second * 1000)
      if (fix) fixes[i].push(fix)
    }
  }
  return fixes
}

describe('the beat of a grid', () => {
  it('is the corners inside and on its border streets, and no other', () => {
    const [west, south, east, north] = [0, 0, 500, 500]
    const corners = [...map.x.keys()]
    const inside = ({ x, y }: typeof map, node: number) => x[node] >= west && x[node] <= east && y[node] >= south && y[node] <= north
    expect(corners.filter((node) => isOnBeat(map, 0, node))).toEqual(corners.filter((node) => inside(map, node)))
  })

  it('is the nearest corners where none lies in the grid', () => {
    const corners = [...map.homeNode.subarray(map.firstHomeNode[4], map.firstHomeNode[5])]
    expect(corners).toHaveLength(6)
    for (const node of corners) expect(Math.hypot(map.x[node] - 1725, map.y[node] - 1725)).toBeLessThan(100)
  })
})

describe('a worker on patrol', () => {
  it('is never more than 15 m from a street, as its phone has it', () => {
    const distances = walk(walkersOn(10, 1), 10).flat().map(({ lng, lat }) => distanceToStreetM(...toMetres(lng, lat)))
    expect(distances.length).toBeGreaterThan(900)
    expect(Math.max(...distances)).toBeLessThan(15)
  })

  it.each([
    ['on foot', false, 1.2, 1.6],
    ['by e-bike', true, 4, 5],
  ])('goes at the pace of life %s, standing still now and then', (_, bikes, slowest, fastest) => {
    const speeds = walk(walkersOn(40, 2, bikes), 30).flat().map(({ speedMps }) => speedMps)
    const walking = speeds.filter((speed) => speed > 0)
    expect(Math.min(...walking)).toBeGreaterThanOrEqual(slowest - 1e-6)
    expect(Math.max(...walking)).toBeLessThanOrEqual(fastest + 1e-6)
    expect(walking.length / speeds.length).toBeLessThan(0.97)
    expect(walking.length / speeds.length).toBeGreaterThan(0.5)
  })

  it('covers no more ground between two fixes than its speed and the error of its GPS allow', () => {
    let excessM = -Infinity
    for (const fixes of walk(walkersOn(40, 3), 30)) {
      for (let i = 1; i < fixes.length; i++) {
        const [x1, y1] = toMetres(fixes[i - 1].lng, fixes[i - 1].lat)
        const [x2, y2] = toMetres(fixes[i].lng, fixes[i].lat)
        const seconds = (fixes[i].recordedAtMs - fixes[i - 1].recordedAtMs) / 1000
        excessM = Math.max(excessM, Math.hypot(x2 - x1, y2 - y1) - 1.6 * seconds)
      }
    }
    expect(excessM).toBeLessThan(24)
  })

  it('keeps to its beat, but for a few steps', () => {
    const walkers = walkersOn(40, 4)
    let on = 0
    const looks = 500
    for (let look = 0; look < looks; look++) {
      for (let i = 0; i < walkers.count; i++) {
        stepWalker(map, walkers, i, 20)
        const edge = walkers.edge[i]
        if (isOnBeat(map, walkers.beat[i], map.origin[edge]) && isOnBeat(map, walkers.beat[i], map.target[edge])) on++
      }
    }
    expect(on / (looks * walkers.count)).toBeGreaterThan(0.93)
  })

  it('finds its way back when it has strayed', () => {
    const walkers = walkersOn(5, 5)
    const farCorner = SIDE * SIDE - 1
    for (let i = 0; i < walkers.count; i++) walkers.edge[i] = map.firstEdge[farCorner]
    for (let i = 0; i < walkers.count; i++) stepWalker(map, walkers, i, 2 * 3600)
    for (let i = 0; i < walkers.count; i++) {
      const target = map.target[walkers.edge[i]]
      const [x, y] = [map.x[target] - map.middleX[walkers.beat[i]], map.y[target] - map.middleY[walkers.beat[i]]]
      expect(Math.hypot(x, y)).toBeLessThan(500)
    }
  })

  it('has a phone that is silent at times, not for ever', () => {
    const minutes = 4 * 60
    const walkers = walkersOn(60, 6)
    const heard = walk(walkers, minutes).flat().length / (walkers.count * minutes * 12)
    expect(heard).toBeGreaterThan(0.88)
    expect(heard).toBeLessThan(0.99)
  })

  it('walks the same way for the same seed, whoever else is stepped and when, and another for another', () => {
    const alone = walkersOn(10, 7)
    const together = walkersOn(10, 7)
    const other = walkersOn(10, 8)
    for (let turn = 0; turn < 200; turn++) stepWalker(map, alone, 3, 5)
    for (let turn = 0; turn < 200; turn++) for (let i = 9; i >= 0; i--) stepWalker(map, together, i, 5)
    for (let turn = 0; turn < 200; turn++) stepWalker(map, other, 3, 5)
    expect(fixOfWalker(map, together, 3, 0)).toEqual(fixOfWalker(map, alone, 3, 0))
    expect(together.edge[3]).toBe(alone.edge[3])
    expect(other.edge[3]).not.toBe(alone.edge[3])
  })
})

describe('a round of the patrol', () => {
  const round = (walkers: Walkers, speed: number) =>
    createPatrolRound({ map, walkers, intervalMs: 5000, speed, random: mulberry32(1) })

  it('gives each worker one turn an interval, as an even stream', () => {
    const walkers = walkersOn(100, 9)
    walkers.silentS.fill(0)
    const patrol = round(walkers, 1)
    const turns = new Map<number, number>()
    const perTick: number[] = []
    for (let nowMs = 0; nowMs <= 10_000; nowMs += 200) {
      let inTick = 0
      patrol.until(nowMs, (worker) => {
        inTick++
        turns.set(worker, (turns.get(worker) ?? 0) + 1)
      })
      perTick.push(inTick)
    }
    expect(turns.size).toBe(100)
    for (const count of turns.values()) expect(count).toBeLessThanOrEqual(2)
    expect(Math.max(...perTick)).toBeLessThanOrEqual(5)
  })

  it('makes up for a long pause with one turn each', () => {
    const patrol = round(walkersOn(100, 10), 1)
    const seen: number[] = []
    patrol.until(0, (worker) => seen.push(worker))
    patrol.until(3_600_000, (worker) => seen.push(worker))
    expect(seen.length).toBeLessThanOrEqual(100)
    expect(new Set(seen).size).toBe(seen.length)
  })

  it('walks as many times faster as it is told, and its phones say so', () => {
    const speeds: number[] = []
    const patrol = round(walkersOn(50, 11), 10)
    for (let nowMs = 0; nowMs <= 10_000; nowMs += 200) patrol.until(nowMs, (_, fix) => speeds.push(fix.speedMps))
    expect(Math.max(...speeds)).toBeGreaterThan(12)
    expect(Math.max(...speeds)).toBeLessThanOrEqual(16 + 1e-6)
  })
})
