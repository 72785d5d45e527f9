import { cellToParent, latLngToCell } from 'h3-js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mulberry32, pick } from '../../geodata/city/random.ts'
import { caseNumber } from '../../server/cases/case-number.ts'
import { cellToBigInt } from '../../server/cases/cell-range.ts'
import { CASE_STATUSES, CHANNELS } from '../../server/contract/api/cases.ts'
import type { Counts, HeatCells, HeatFrames, HeatTop } from '../../server/contract/api/heat.ts'
import type { Database } from '../../server/db/database.ts'
import { startCaseApp, type Asker, type CaseApp } from '../cases/case-app.ts'
import { insertCaseCity, PLACES } from '../cases/case-city.ts'
import { openTestDatabase } from '../support/database.ts'

const DAY_MS = 86_400_000
const YEAR_START_MS = Date.parse('2025-01-01T00:00:00Z')
const CASES = 4000

let database: Database
let caseApp: CaseApp
let leader: Asker

/** A year of cases in the table, before the app starts. */
async function insertYear(): Promise<void> {
  const random = mulberry32(21)
  const rows = Array.from({ length: CASES }, (_, index) => {
    const east = random() < 0.4
    const lng = east ? 116.1 + 0.1 * random() ** 2 : 116 + 0.1 * random()
    const lat = 40 + 0.1 * random() ** 2
    const status = pick(random, CASE_STATUSES)
    return {
      number: caseNumber('2024-12-31', index),
      channel: pick(random, CHANNELS),
      category_code: pick(random, ['M06001', 'M06002', 'M07001', 'M09001']),
      lng,
      lat,
      cell_r10: String(cellToBigInt(latLngToCell(lat, lng, 10))),
      status,
      reported_at: new Date(YEAR_START_MS + (index / CASES) * 365 * DAY_MS).toISOString(),
      area_code: east ? '990102001001' : '990101001001',
    }
  })
  await database.query(
    `insert into cases (number, channel, category_code, description, point, cell_r10, status, urgent, reported_at,
                        due_at, updated_at, area_code, routing_trail)
     select number, channel, category_code, 'x', st_setsrid(st_makepoint(lng, lat), 4326), cell_r10, status, false,
            reported_at, reported_at, reported_at, area_code, '[]'
       from json_to_recordset($1) as r(number text, channel text, category_code text, lng float8, lat float8,
            cell_r10 bigint, status text, reported_at timestamptz, area_code text)`,
    [JSON.stringify(rows)],
  )
}

beforeAll(async () => {
  database = await openTestDatabase()
  await insertCaseCity(database)
  await insertYear()
  caseApp = await startCaseApp(database)
  leader = await caseApp.as('leader')
})
afterAll(async () => {
  await caseApp.close()
  await database.close()
})

const period = 'from=2025-03-01T00:00:00%2B08:00&to=2025-06-01T00:00:00%2B08:00'
const inPeriod = `reported_at >= '2025-03-01T00:00:00+08:00' and reported_at < '2025-06-01T00:00:00+08:00'`

/** What SQL counts, by key. */
async function countedBySql(key: string, where: string): Promise<Record<string, number>> {
  const { rows } = await database.query<{ key: string; count: number }>(
    `select (${key})::text as key, count(*)::int as count from cases where ${where} group by 1`,
  )
  return Object.fromEntries(rows.map((row) => [row.key, row.count]))
}

async function cells(query: string, asker = leader): Promise<HeatCells> {
  const { status, body } = await asker.get(`/api/heat/cells?${query}`)
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}

const asRecord = (keys: readonly string[], counts: readonly number[]) =>
  Object.fromEntries(keys.map((key, index) => [key, counts[index]]).filter(([, count]) => count !== 0))

test('the cells of a period are those that SQL counts, at each resolution, category and area', async () => {
  for (const [query, where] of [
    ['', ''],
    ['&category=M06', ` and category_code in ('M06001', 'M06002')`],
    ['&area=990102', ` and area_code like '990102%'`],
    ['&category=M07001&area=990101', ` and category_code = 'M07001' and area_code like '990101%'`],
  ]) {
    const bySql = await countedBySql('to_hex(cell_r10)', inPeriod + where)
    for (const resolution of [7, 9, 10]) {
      const expected: Record<string, number> = {}
      for (const [cell, count] of Object.entries(bySql)) {
        const parent = cellToParent(cell, resolution)
        expected[parent] = (expected[parent] ?? 0) + count
      }
      const answer = await cells(`${period}${query}&resolution=${resolution}`)
      expect(asRecord(answer.cell, answer.count)).toEqual(expected)
      expect(answer.n).toBe(Object.values(bySql).reduce((sum, count) => sum + count, 0))
      expect(answer.n).toBeGreaterThan(0)
    }
  }
})

test('counts by each dimension are those that SQL counts', async () => {
  const local = `reported_at at time zone 'Asia/Shanghai'`
  for (const [by, key] of [
    ['district', 'left(area_code, 6)'],
    ['class', 'left(category_code, 3)'],
    ['category', 'category_code'],
    ['channel', 'channel'],
    ['status', 'status'],
    ['day', `to_char(${local}, 'YYYY-MM-DD')`],
    ['hour', `extract(hour from ${local})::int`],
  ]) {
    const answer: Counts = (await leader.get(`/api/reports/counts?${period}&by=${by}`)).body
    expect(asRecord(answer.key, answer.count), by).toEqual(await countedBySql(key, inPeriod))
    expect(answer.n).toBe(answer.count.reduce((sum, count) => sum + count, 0))
  }
})

test('frames add up to the cells of the whole period, and each is what SQL counts of its day', async () => {
  const frames: HeatFrames = (await leader.get(`/api/heat/frames?${period}&resolution=8&step=week`)).body
  const whole = await cells(`${period}&resolution=8`)
  const sums: Record<string, number> = {}
  for (const { index, count, n, from, to } of frames.frames) {
    expect(n).toBe(count.reduce((sum, value) => sum + value, 0))
    const bySql = await countedBySql(`'all'`, `reported_at >= '${from}' and reported_at < '${to}'`)
    expect(n).toBe(bySql.all)
    for (const [k, cell] of index.entries()) sums[frames.cell[cell]] = (sums[frames.cell[cell]] ?? 0) + count[k]
  }
  expect(sums).toEqual(asRecord(whole.cell, whole.count))
  // Saturday 2025-03-01 to the next Monday, 12 whole weeks, and the rest to Sunday 2025-06-01
  expect(frames.frames).toHaveLength(14)
  expect(frames.frames[1].from).toBe('2025-03-02T16:00:00.000Z')
})

test('the domain of the colours is the same wherever a period of that length lies', async () => {
  const at = (from: string, to: string) => cells(`from=${from}T00:00:00Z&to=${to}T00:00:00Z&resolution=8`)
  const first = await at('2025-02-01', '2025-02-15')
  const second = await at('2025-09-10', '2025-09-24')
  expect(second.domain).toEqual(first.domain)
  expect(first.domain[0]).toBe(0)
  expect(first.domain[1]).toBeGreaterThan(0)
})

test('the hottest cells are those with most cases, compared with the period before, with owner and place', async () => {
  const { n, cells: top }: HeatTop = (await leader.get(`/api/heat/top?${period}&resolution=8&limit=5`)).body
  const whole = await cells(`${period}&resolution=8`)
  expect(n).toBe(whole.n)
  expect(top.map((cell) => cell.count)).toEqual(whole.count.toSorted((a, b) => b - a).slice(0, 5))
  const lengthMs = 92 * DAY_MS
  const from = new Date(Date.parse('2025-02-28T16:00:00Z') - lengthMs).toISOString()
  const before = await cells(`from=${from}&to=2025-02-28T16:00:00Z&resolution=8`)
  const countBefore = asRecord(before.cell, before.count)
  for (const cell of top) {
    expect(cell.before).toBe(countBefore[cell.cell] ?? 0)
    expect(cell.change).toBe(cell.before === 0 ? null : (cell.count - cell.before) / cell.before)
    expect(['西一格', '西二格', '东一格']).toContain(cell.ownerName)
    expect(cell.placeName).toMatch(/^[西东]社区/)
    expect(['M06001', 'M06002', 'M07001', 'M09001']).toContain(cell.topCategoryCode)
  }
})

test('a scope counts its own cases only', async () => {
  const east = await caseApp.as('leader', '990102')
  const mine = await cells(`${period}&resolution=9`, east)
  expect(mine.n).toBe((await cells(`${period}&resolution=9&area=990102`)).n)
  expect((await cells(`${period}&resolution=9&area=990101`, east)).n).toBe(0)
  const { key } = (await east.get(`/api/reports/counts?${period}&by=district`)).body
  expect(key).toEqual(['990102'])
})

test('a case is counted as soon as it is told, and its status as it goes on', async () => {
  const duty = await caseApp.as('duty')
  const now = Date.now()
  const today = `from=${new Date(now - 60_000).toISOString()}&to=${new Date(now + 3_600_000).toISOString()}`
  const statuses = async () => {
    await caseApp.app.feed.idle()
    const { key, count }: Counts = (await leader.get(`/api/reports/counts?${today}&by=status`)).body
    return asRecord(key, count)
  }
  const body = { category: 'M06001', description: 'x', channel: 'app', ...PLACES.west }
  const { id } = (await duty.post('/api/cases', body)).body
  expect(await statuses()).toEqual({ reported: 1 })
  await duty.post(`/api/cases/${id}/dispatch`, {})
  expect(await statuses()).toEqual({ dispatched: 1 })
  const { cell } = await cells(`${today}&resolution=10`)
  expect(cell).toEqual([latLngToCell(PLACES.west.lat, PLACES.west.lng, 10)])
})

test('a question that means nothing is refused by name', async () => {
  const bad = [
    ['/api/heat/cells?from=2025-01-01T00:00:00Z&to=2025-01-01T00:00:00Z&resolution=8', 'to'],
    [`/api/heat/cells?${period}&resolution=11`, 'resolution'],
    [`/api/heat/cells?${period}&resolution=8&category=nothing`, 'category'],
    [`/api/heat/cells?${period}&resolution=8&area=nowhere`, 'area'],
    ['/api/heat/cells?from=monday&to=2025-01-01T00:00:00Z&resolution=8', 'from'],
    [`/api/heat/frames?${period}&resolution=8&step=hour`, 'step'],
    [`/api/heat/frames?${period}&resolution=8&step=year`, 'step'],
    [`/api/reports/counts?${period}&by=colour`, 'by'],
    [`/api/heat/top?${period}&resolution=8&limit=1000`, 'limit'],
  ]
  for (const [url, field] of bad) {
    const { status, body } = await leader.get(url)
    expect([status, body.field], url).toEqual([400, field])
  }
})
