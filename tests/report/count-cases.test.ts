import { expect, test } from 'vitest'
import type { CategoryRecord } from '../../server/contract/api/city.ts'
import { CASE_STATUSES } from '../../server/contract/api/cases.ts'
import { HeatCube, type HeatCase } from '../../server/heat/heat-cube.ts'
import { createCityTime } from '../../server/org/city-time.ts'
import { countCases, type Dimension } from '../../server/report/count-cases.ts'

const category = (code: string, parentCode: string | null, level: number): [string, CategoryRecord] => [
  code,
  {
    code, parentCode, level, name: code, nameEn: code, unitKind: 'k', layer: 'community', urgent: false, limitHours: 1,
  },
]
const categories = new Map([
  category('M', null, 1),
  category('M06', 'M', 2),
  category('M06001', 'M06', 3),
  category('M06002', 'M06', 3),
  category('M09', 'M', 2),
  category('M09001', 'M09', 3),
])

const cube = new HeatCube(createCityTime('Asia/Shanghai').toLocal)
const cases: Omit<HeatCase, 'cell' | 'id'>[] = [
  report('2025-06-07T15:59:59.999Z', 'M06001', '990102003001', '12345', 'closed'),
  report('2025-06-07T16:00:00Z', 'M09001', '990101003001', 'app', 'reported'),
  report('2025-06-10T00:30:00Z', 'M06002', '990102001001', 'app', 'closed'),
]
for (const [index, heatCase] of cases.entries()) cube.put({ id: index + 1, cell: '8a309a4f1007fff', ...heatCase })

function report(
  at: string,
  categoryCode: string,
  areaCode: string,
  channel: HeatCase['channel'],
  status: HeatCase['status'],
): Omit<HeatCase, 'cell' | 'id'> {
  return { reportedAtMs: Date.parse(at), categoryCode, areaCode, channel, status }
}

const rows = cube.select({ fromMs: 0, toMs: Infinity, categories: null, areaPrefixes: [''] })
const counts = (by: Dimension, of = rows) => {
  const { key, count } = countCases(cube, of, by, categories)
  return key.map((k, index) => [k, count[index]])
}

test('days are those of the city, the empty ones between included', () => {
  expect(counts('day')).toEqual([['2025-06-07', 1], ['2025-06-08', 1], ['2025-06-09', 0], ['2025-06-10', 1]])
})

test('hours are those of the city, all 24 of them', () => {
  const hours = counts('hour')
  expect(hours.map(([hour]) => hour)).toEqual(Array.from({ length: 24 }, (_, hour) => String(hour)))
  expect(hours.filter(([, count]) => count !== 0)).toEqual([['0', 1], ['8', 1], ['23', 1]])
})

test('items add up to their class, communities to their district, most first', () => {
  expect(counts('class')).toEqual([['M06', 2], ['M09', 1]])
  expect(counts('category')).toEqual([['M06001', 1], ['M06002', 1], ['M09001', 1]])
  expect(counts('district')).toEqual([['990102', 2], ['990101', 1]])
})

test('channels and statuses come in their order, the empty ones too', () => {
  expect(counts('channel').filter(([, count]) => count !== 0)).toEqual([['12345', 1], ['app', 2]])
  expect(counts('status').map(([status]) => status)).toEqual([...CASE_STATUSES])
  expect(counts('status').filter(([, count]) => count !== 0)).toEqual([['reported', 1], ['closed', 2]])
})

test('of no cases there is nothing to count', () => {
  const none = new Int32Array(0)
  expect(countCases(cube, none, 'day', categories)).toEqual({ by: 'day', n: 0, key: [], count: [] })
  expect(counts('district', none)).toEqual([])
})
