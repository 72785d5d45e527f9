import { latLngToCell } from 'h3-js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mulberry32, pick } from '../../geodata/city/random.ts'
import { caseFilter } from '../../server/cases/case-filter.ts'
import { cellToBigInt } from '../../server/cases/cell-range.ts'
import { CASE_COLOURS, CASE_STATUSES, type CasePage, type CasesQuery } from '../../server/contract/api/cases.ts'
import type { Database } from '../../server/db/database.ts'
import { startCaseApp, type Asker, type CaseApp } from '../cases/case-app.ts'
import { insertCaseCity, PLACES } from '../cases/case-city.ts'
import { openTestDatabase } from '../support/database.ts'

const START_MS = Date.parse('2026-01-01T00:00:00Z')
const HOUR_MS = 3_600_000
const CASES = 600
const COMMUNITIES = ['990101001001', '990102001001']
const DESKS = ['9901', '990101', '990101001', ...COMMUNITIES]
const CATEGORIES = ['M06001', 'M06002', 'M07001', 'M09001']
const TEMPLATES = ['standard', 'express', 'six-step']
const random = mulberry32(5)

/** Half of all cases lie about the west, the rest anywhere in the city. */
const placeOf = () => ({ lat: 40 + random() * 0.1, lng: 116 + random() * (random() < 0.5 ? 0.02 : 0.2) })

async function insertCases(database: Database, count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, at) => {
    const status = pick(random, CASE_STATUSES)
    const { lng, lat } = placeOf()
    return {
      number: `R${at}-${random()}`, category: pick(random, CATEGORIES), status, area: pick(random, COMMUNITIES),
      lng, lat, cell: String(cellToBigInt(latLngToCell(lat, lng, 10))),
      // nearly in order of time, as ids are; a tenth came by file, long after
      reported: new Date(START_MS + (random() < 0.1 ? random() * count : at) * HOUR_MS).toISOString(),
      desk: pick(random, DESKS), unit: random() < 0.3 ? null : pick(random, [3, 4, 5, 6]),
      assist: random() < 0.8 ? [] : [pick(random, [3, 4]), pick(random, [5, 6])], template: pick(random, TEMPLATES),
      colour: pick(random, CASE_COLOURS), mode: random() < 0.9 ? 'normal' : pick(random, ['war', 'drill']),
      round: random() < 0.8 ? 1 : 2 + Math.floor(random() * 3), suspended: random() < 0.1, merged: status === 'merged',
    }
  })
  await database.query(
    `insert into cases (number, channel, category_code, description, point, cell_r10, status, urgent, reported_at, due_at,
       updated_at, area_code, desk_code, unit_id, assist_unit_ids, template, colour, mode, round, suspended_at, merged_into,
       routing_trail)
     select number, 'app', category, 'x', st_setsrid(st_makepoint(lng, lat), 4326), cell, status, false, reported,
       reported, reported, area, desk, unit, assist, template, colour, mode, round, case when suspended then reported end,
       case when merged then 1 end, '[]'
     from jsonb_to_recordset($1::jsonb) as t (number text, category text, status text, area text, cell bigint, lng float8, lat float8,
       reported timestamptz, desk text, unit int, assist int[], template text, colour text, mode text, round int,
       suspended boolean, merged boolean)`,
    [JSON.stringify(rows)],
  )
}

/** A few conditions of all that there are. */
function randomQuery(): CasesQuery {
  const query: CasesQuery = {}
  const at = () => new Date(START_MS + random() * CASES * HOUR_MS).toISOString()
  const add: (() => unknown)[] = [
    () => (query.status = pick(random, ['open', 'closed', 'reported,dispatched', 'merged,closed'])),
    () => (query.category = pick(random, ['M06', 'M06001', 'M09001'])),
    () => (query.area = pick(random, ['990101', '990102001', '990101001001'])),
    () => (query.cell = latLngToCell(40.05, 116.01, pick(random, [5, 7, 8, 9]))),
    () => (query.desk = pick(random, DESKS)),
    () => (query.mine = random() < 0.5),
    () => (query.unit = pick(random, [3, 4, 5, 6])),
    () => (query.template = pick(random, TEMPLATES)),
    () => (query.colour = pick(random, ['red', 'green,yellow'])),
    () => (query.mode = pick(random, ['normal', 'war', 'drill'])),
    () => (query.round = pick(random, [1, 2, 3])),
    () => (query.suspended = random() < 0.5),
    () => (query.merged = random() < 0.5),
    () => (query.from = at()),
    () => (query.to = at()),
  ]
  for (let conditions = Math.floor(random() * 5); conditions > 0; conditions--) pick(random, add)()
  return query
}

const urlOf = (query: object) =>
  new URLSearchParams(Object.entries(query).map(([key, value]) => [key, String(value)])).toString()

describe('lists and counts of cases', () => {
  let database: Database
  let caseApp: CaseApp
  let askers: [scopeCode: string, asker: Asker][]

  beforeAll(async () => {
    database = await openTestDatabase()
    await insertCaseCity(database)
    await insertCases(database, CASES)
    caseApp = await startCaseApp(database)
    askers = [['9901', await caseApp.as('duty')], ['990101', await caseApp.as('leader', '990101')]]
  })
  afterAll(async () => {
    await caseApp.close()
    await database.close()
  })

  /** The ids by SQL over the table alone, newest first. */
  async function matching(query: CasesQuery, scopeCode: string): Promise<number[]> {
    const { conditions, values } = caseFilter(query, scopeCode, caseApp.app.city)
    const { rows } = await database.query<{ id: string }>(
      `select id from cases where ${conditions.join(' and ')} order by id desc`, values,
    )
    return rows.map(({ id }) => Number(id))
  }

  async function listed(asker: Asker, query: CasesQuery, limit: number): Promise<number[]> {
    const ids: number[] = []
    for (let before: number | null = null; ;) {
      const page = { ...query, limit, ...(before !== null && { before }) }
      const { status, body } = await asker.get(`/api/cases?${urlOf(page)}`)
      expect(status).toBe(200)
      const { cases, nextBefore } = body as CasePage
      expect(cases.length).toBeLessThanOrEqual(limit)
      ids.push(...cases.map(({ id }) => id))
      before = nextBefore
      if (before === null) return ids
    }
  }

  test('any combination of filters lists and counts what SQL finds in the table, page by page', async () => {
    const sizes = new Set<number>()
    for (let i = 0; i < 150; i++) {
      const query = randomQuery()
      const [scopeCode, asker] = pick(random, askers)
      const expected = await matching(query, scopeCode)
      sizes.add(expected.length)
      expect(await listed(asker, query, pick(random, [20, 100, 1000])), urlOf(query)).toEqual(expected)
      const { body } = await asker.get(`/api/cases/count?${urlOf(query)}`)
      expect(body, urlOf(query)).toEqual({ count: expected.length })
    }
    // empty lists and long ones and many between
    expect(sizes.size).toBeGreaterThan(40)
  })

  test('what was committed is listed at once, before the feed has told of it', async () => {
    const [[, duty]] = askers
    const device = await caseApp.as('device')
    for (let i = 0; i < 5; i++) {
      const { body: made } = await device.post('/api/cases', {
        category: 'M06001', description: 'new', channel: 'app', ...PLACES.west,
      })
      const open = await duty.get('/api/cases?status=reported&limit=1')
      expect(open.body.cases[0].id).toBe(made.id)
      await duty.post(`/api/cases/${made.id}/dispatch`, { workerId: 11 })
      const [reported, dispatched] = await Promise.all([
        duty.get('/api/cases?status=reported&limit=1'), duty.get('/api/cases?status=dispatched&limit=1'),
      ])
      expect(reported.body.cases[0].id).not.toBe(made.id)
      expect(dispatched.body.cases[0].id).toBe(made.id)
    }
  })

  test('cases that another program wrote are listed, whatever memory knows', async () => {
    await insertCases(database, 50)
    for (const query of [{}, { status: 'open' }, { area: '990101', colour: 'red' }, { to: new Date(START_MS + 20 * HOUR_MS).toISOString() }]) {
      expect(await listed(askers[0][1], query, 30)).toEqual(await matching(query, '9901'))
    }
  })

  test('a case that no longer fits is left out, and its page is no end', async () => {
    const [scopeCode, duty] = askers[0]
    const query = { status: 'registered' }
    const before = await matching(query, scopeCode)
    // behind the back of the feed, as only somebody else could
    await database.query(`update cases set status = 'closed' where id = any($1::bigint[])`, [before.slice(0, 6)])
    expect(before.length).toBeGreaterThan(15)
    expect(await listed(duty, query, 5)).toEqual(before.slice(6))
  })
})
