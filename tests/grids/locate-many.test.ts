import { describe, expect, it } from 'vitest'
import { mulberry32 } from '../../geodata/city/random.ts'
import { generateCity } from '../../geodata/city/generate-city.ts'
import { DECISIONS } from '../../server/contract/api/grids.ts'
import type { LocatedColumns } from '../../server/contract/located-points.ts'
import { buildGridIndex } from '../../server/grids/grid-index.ts'
import { inSlices } from '../../server/grids/in-slices.ts'
import { locate } from '../../server/grids/locate.ts'
import { locateMany, type PointColumns } from '../../server/grids/locate-many.ts'
import { spreadPoints, verticesAndMiddles } from './sample-points.ts'

const city = generateCity({ seed: 3, grids: 300, workers: 1 })
const index = buildGridIndex(city.grids, city.areas, 7)

function columnsOf(lngLat: Float64Array, accuracyM: Float64Array | null = null): PointColumns {
  return {
    lng: lngLat.filter((_, k) => k % 2 === 0),
    lat: lngLat.filter((_, k) => k % 2 === 1),
    accuracyM,
  }
}

function run<Result>(work: Generator<void, Result>): Result {
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
  }
}

/** What the columns say of point k, in the words of `locate`. */
function answerOf(located: LocatedColumns, k: number) {
  const gridOf = (id: number, decision: number) =>
    id === 0 ? null : { ...located.grids.find((grid) => grid.gridId === id), decision: DECISIONS[decision] }
  const chain: object[] = []
  for (let area = located.areas[located.area[k]]; area !== undefined;) {
    const { parentCode, ...link } = area
    chain.push(link)
    area = located.areas.find(({ code }) => code === parentCode)!
  }
  const exclusive = []
  for (let n = located.exclusiveStart[k]; n < located.exclusiveStart[k + 1]; n++) {
    exclusive.push(gridOf(located.exclusive[n], located.exclusiveDecision[n]))
  }
  return {
    versionId: located.versionId,
    decision: DECISIONS[located.decision[k]],
    community: gridOf(located.community[k], located.decision[k]),
    street: gridOf(located.street[k], located.streetDecision[k]),
    exclusive,
    chain,
    distanceToEdgeM: located.distanceToEdgeM[k],
    uncertain: located.uncertain[k] === 1,
  }
}

function disagreements(lngLat: Float64Array, accuracyM: Float64Array | null): object[] {
  const points = columnsOf(lngLat, accuracyM)
  const located = run(locateMany(index, points))
  const found: object[] = []
  for (let k = 0; k < points.lng.length; k++) {
    const { lng, lat, candidates: _, ...expected } = locate(index, points.lng[k], points.lat[k], accuracyM?.[k])
    const answer = answerOf(located, k)
    if (JSON.stringify(answer) !== JSON.stringify(sorted(expected, answer))) found.push({ lng, lat, answer, expected })
  }
  return found.slice(0, 3)
}

/** `expected` with its keys in the order of `answer`, at every depth. */
function sorted(expected: unknown, answer: unknown): unknown {
  if (typeof expected !== 'object' || expected === null || answer === null) return expected
  if (Array.isArray(expected)) return expected.map((entry, k) => sorted(entry, (answer as unknown[])[k]))
  const keys = [...new Set([...Object.keys(answer ?? {}), ...Object.keys(expected)])]
  return Object.fromEntries(keys.map((key) => [
    key, sorted((expected as Record<string, unknown>)[key], (answer as Record<string, unknown>)?.[key]),
  ]))
}

describe('locateMany answers as locate does one by one', () => {
  it('on points spread over the city and around it, with accuracies', () => {
    const random = mulberry32(4)
    const points = spreadPoints(city.grids, 4_000, 5)
    expect(disagreements(points, Float64Array.from({ length: 4_000 }, () => random() * 120))).toEqual([])
  })

  it('on vertices and edge middles of all layers', () => {
    const points = verticesAndMiddles(city.grids)
    const some = points.filter((_, k) => (k >> 1) % 7 === 0)
    expect(disagreements(some, null)).toEqual([])
  })

  it('far away from the city', () => {
    expect(disagreements(Float64Array.from([0, 0, 180, 90, -180, -90, 120, 0, 100, 60]), null)).toEqual([])
  })
})

it('no points give empty columns and an empty dictionary', () => {
  const located = run(locateMany(index, columnsOf(new Float64Array(0))))
  expect(located).toMatchObject({ versionId: 7, grids: [], areas: [] })
  expect([...located.exclusiveStart]).toEqual([0])
})

it('the dictionary names every grid and area that occurs once, and nothing else', () => {
  const located = run(locateMany(index, columnsOf(spreadPoints(city.grids, 2_000, 6))))
  const ids = new Set([...located.community, ...located.street, ...located.exclusive].filter((id) => id !== 0))
  expect(located.grids.map(({ gridId }) => gridId)).toEqual([...ids].sort((a, b) => a - b))
  const codes = located.areas.map(({ code }) => code)
  expect(new Set(codes).size).toBe(codes.length)
})

it('a long batch lets the event loop turn', async () => {
  let turns = 0
  const turning = setInterval(() => turns++, 0)
  await inSlices(locateMany(index, columnsOf(spreadPoints(city.grids, 40_000, 7))), 0)
  clearInterval(turning)
  expect(turns).toBeGreaterThan(10)
})
