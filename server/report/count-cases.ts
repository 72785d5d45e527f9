import { classOf } from '../cases/category-tree.ts'
import { CASE_STATUSES } from '../contract/api/cases.ts'
import type { CategoryRecord } from '../contract/api/city.ts'
import type { Counts, CountsQuery } from '../contract/api/heat.ts'
import type { HeatCube } from '../heat/heat-cube.ts'

export type Dimension = CountsQuery['by']

/** Characters of a district's code, with which every code below it starts. */
const DISTRICT_DIGITS = 6
const HOURS_A_DAY = 24
const DAY_MS = 86_400_000

/**
 * Cases by one dimension. Codes come with most cases first, and only those that have any; channels and statuses come
 * in the order of the contract, channels of the city's own after them, hours from 0 to 23 and days from the first case's to the last's, the empty ones too.
 */
export function countCases(
  cube: HeatCube,
  rows: Int32Array,
  by: Dimension,
  categoryByCode: ReadonlyMap<string, CategoryRecord>,
): Counts {
  const { key, count } = countsBy(cube, rows, by, categoryByCode)
  return { by, n: rows.length, key, count }
}

type Keyed = Pick<Counts, 'key' | 'count'>

function countsBy(
  cube: HeatCube,
  rows: Int32Array,
  by: Dimension,
  categoryByCode: ReadonlyMap<string, CategoryRecord>,
): Keyed {
  switch (by) {
    case 'district':
      return largestFirst(cube.areas.keys, tally(cube.area, rows, cube.areas.keys.length), (code) =>
        code.slice(0, DISTRICT_DIGITS),
      )
    case 'class':
      return largestFirst(cube.categories.keys, tally(cube.category, rows, cube.categories.keys.length), (code) =>
        classOf(code, categoryByCode),
      )
    case 'category':
      return largestFirst(cube.categories.keys, tally(cube.category, rows, cube.categories.keys.length), (code) => code)
    case 'channel':
      return { key: [...cube.channels.keys], count: tally(cube.channel, rows, cube.channels.keys.length) }
    case 'status':
      return { key: [...CASE_STATUSES], count: tally(cube.status, rows, CASE_STATUSES.length) }
    case 'hour':
      return countHours(cube, rows)
    case 'day':
      return countDays(cube, rows)
  }
}

/** How often each number from 0 to `width` − 1 stands in a column. */
function tally(column: Int32Array | Uint16Array | Uint8Array, rows: Int32Array, width: number): number[] {
  const counts = new Int32Array(width)
  for (const row of rows) counts[column[row]]++
  return Array.from(counts)
}

/** Adds up what has the same group, and sorts by count, then by code. */
function largestFirst(codes: readonly string[], counts: readonly number[], groupOf: (code: string) => string): Keyed {
  const total = new Map<string, number>()
  for (const [number, code] of codes.entries()) {
    if (counts[number] === 0) continue
    const group = groupOf(code)
    total.set(group, (total.get(group) ?? 0) + counts[number])
  }
  const sorted = [...total].sort(([codeA, a], [codeB, b]) => b - a || (codeA < codeB ? -1 : 1))
  return { key: sorted.map(([code]) => code), count: sorted.map(([, count]) => count) }
}

function countHours({ localHour }: HeatCube, rows: Int32Array): Keyed {
  const count = Array.from({ length: HOURS_A_DAY }, () => 0)
  for (const row of rows) {
    const hour = localHour[row] % HOURS_A_DAY
    count[hour < 0 ? hour + HOURS_A_DAY : hour]++
  }
  return { key: count.map((_, hour) => String(hour)), count }
}

function countDays({ localHour }: HeatCube, rows: Int32Array): Keyed {
  if (rows.length === 0) return { key: [], count: [] }
  let first = Infinity
  let last = -Infinity
  for (const row of rows) {
    const hour = localHour[row]
    if (hour < first) first = hour
    if (hour > last) last = hour
  }
  const firstDay = Math.floor(first / HOURS_A_DAY)
  const count = Array.from({ length: Math.floor(last / HOURS_A_DAY) - firstDay + 1 }, () => 0)
  for (const row of rows) count[Math.floor(localHour[row] / HOURS_A_DAY) - firstDay]++
  return { key: count.map((_, day) => new Date((firstDay + day) * DAY_MS).toISOString().slice(0, 10)), count }
}
