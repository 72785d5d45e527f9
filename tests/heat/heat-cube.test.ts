import { cellToParent } from 'h3-js'
import { expect, test } from 'vitest'
import { countByCell, countByPeriod } from '../../server/heat/count-cells.ts'
import { CASE_STATUSES } from '../../server/contract/api/cases.ts'
import { HeatCube, type HeatCase, type HeatFilter } from '../../server/heat/heat-cube.ts'
import { equalEdges } from '../../server/heat/periods.ts'
import { createCityTime } from '../../server/org/city-time.ts'
import { randomCases, YEAR_START_MS } from './random-cases.ts'

const DAY_MS = 86_400_000
const { toLocal } = createCityTime('Asia/Shanghai')

function cubeOf(cases: readonly HeatCase[]): HeatCube {
  const cube = new HeatCube(toLocal)
  for (const heatCase of cases) cube.put(heatCase)
  return cube
}

const everything: HeatFilter = { fromMs: -Infinity, toMs: Infinity, categories: null, areaPrefixes: [''] }

/** The counts of a level as an object of its non-empty cells. */
function named(cube: HeatCube, counts: Int32Array, resolution: number): Record<string, number> {
  const { cells } = cube.levels.at(resolution)
  const filled = [...counts.keys()].filter((number) => counts[number] > 0)
  return Object.fromEntries(filled.map((number) => [cells[number], counts[number]]))
}

function bruteForce(cases: readonly HeatCase[], filter: HeatFilter, resolution: number): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { reportedAtMs, categoryCode, areaCode, cell } of cases) {
    if (reportedAtMs < filter.fromMs || reportedAtMs >= filter.toMs) continue
    if (filter.categories !== null && !filter.categories.has(categoryCode)) continue
    if (!filter.areaPrefixes.every((prefix) => areaCode.startsWith(prefix))) continue
    const ancestor = cellToParent(cell, resolution)
    counts[ancestor] = (counts[ancestor] ?? 0) + 1
  }
  return counts
}

const cases = randomCases(5000, 11)
const cube = cubeOf(cases)

test('counts by cell equal those of a plain loop, for any filter and resolution', () => {
  const month: HeatFilter = { ...everything, fromMs: YEAR_START_MS + 40 * DAY_MS, toMs: YEAR_START_MS + 70 * DAY_MS }
  const filters: HeatFilter[] = [
    everything,
    month,
    { ...month, categories: new Set(['06001', '06002']) },
    { ...everything, areaPrefixes: ['9901', '990101'] },
    { ...month, categories: new Set(['01001']), areaPrefixes: ['990101001'] },
    { ...everything, categories: new Set() },
    { ...everything, areaPrefixes: ['990101', '990102'] },
  ]
  for (const filter of filters) {
    for (const resolution of [6, 8, 10]) {
      const counts = named(cube, countByCell(cube, cube.select(filter), resolution), resolution)
      expect(counts).toEqual(bruteForce(cases, filter, resolution))
    }
  }
})

test('a period takes its first millisecond and leaves its last edge to the next', () => {
  const at = cases[100].reportedAtMs
  const ids = (fromMs: number, toMs: number) => cube.select({ ...everything, fromMs, toMs }).includes(100)
  expect(ids(at, at + 1)).toBe(true)
  expect(ids(at - 1, at)).toBe(false)
})

test('counts by period and cell add up to those of a plain loop', () => {
  const edges = equalEdges(YEAR_START_MS + 300 * DAY_MS, 13 * DAY_MS, 20)
  const rows = cube.select({ ...everything, fromMs: edges[0], toMs: edges[20] })
  const periods = countByPeriod(cube, rows, edges, 8)
  const { cells } = cube.levels.at(8)
  expect(periods).toHaveLength(20)
  for (const [index, { n, cell, count }] of periods.entries()) {
    const expected = bruteForce(cases, { ...everything, fromMs: edges[index], toMs: edges[index + 1] }, 8)
    expect(Object.fromEntries([...cell].map((number, k) => [cells[number], count[k]]))).toEqual(expected)
    expect(n).toBe(count.reduce((sum, value) => sum + value, 0))
  }
})

test('a case that changes is counted once, as it now is', () => {
  const changing = cubeOf(cases.slice(0, 50))
  changing.put({ ...cases[7], status: 'closed' })
  changing.put({ ...cases[7], status: 'closed' })
  expect(changing.size).toBe(50)
  expect(CASE_STATUSES[changing.status[7]]).toBe('closed')
})

test('cells that come later are counted at resolutions that were asked for before', () => {
  const growing = cubeOf(cases.slice(0, 10))
  countByCell(growing, growing.select(everything), 7)
  for (const heatCase of cases.slice(10)) growing.put(heatCase)
  const counts = named(growing, countByCell(growing, growing.select(everything), 7), 7)
  expect(counts).toEqual(bruteForce(cases, everything, 7))
})

test('ids may come in any order and with gaps', () => {
  const sparse = [cases[0], { ...cases[1], id: 900_000 }, { ...cases[2], id: 17 }]
  const few = cubeOf(sparse)
  few.put({ ...sparse[1], status: 'rejected' })
  expect(few.size).toBe(3)
  expect(few.select(everything)).toHaveLength(3)
})
