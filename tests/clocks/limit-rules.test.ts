import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../server/db/database.ts'
import { startCaseApp, type Asker, type CaseApp } from '../cases/case-app.ts'
import { insertCaseCity, PLACES } from '../cases/case-city.ts'
import { openTestDatabase } from '../support/database.ts'

let now = Date.parse('2026-03-02T10:00:00+08:00')
let database: Database
let city: CaseApp
let admin: Asker
beforeAll(async () => {
  database = await openTestDatabase()
  await insertCaseCity(database)
  city = await startCaseApp(database, () => now)
  admin = await city.as('admin')
})
afterAll(async () => {
  await city.close()
  await database.close()
})

const add = (body: object, who = admin) => who.post('/api/limit-rules', { stage: 'handle', source: '测试', ...body })
const effective = async (category: string, area: string) =>
  (await admin.get(`/api/limits?category=${category}&area=${area}`)).body

describe('rules of limits', () => {
  it('only tighten what is above them, by category and by area', async () => {
    const above = await add({ categoryPrefix: 'M06', limit: '2工作日' })
    expect(above).toMatchObject({ status: 201, body: { amount: 2, kind: 'working-day' } })
    const looser = await add({ categoryPrefix: 'M06001', areaPrefix: '990101', limit: '3工作日' })
    expect(looser).toMatchObject({ status: 400, body: { field: 'limit', value: '3工作日' } })
    expect(looser.body.message).toContain(`rule ${above.body.id} (handle, category M06, area any)`)
    expect(looser.body.message).toContain('(handle, category M06001, area 990101)')
    expect(await add({ categoryPrefix: 'M06001', limit: '17工作时' })).toMatchObject({ status: 400 })
    // of two kinds of time that which ends later from the opening of a Monday is the looser
    expect(await add({ categoryPrefix: 'M06001', limit: '48紧急工作时' })).toMatchObject({ status: 400 })
    expect(await add({ categoryPrefix: 'M06001', areaPrefix: '990101', limit: '4工作时' })).toMatchObject({ status: 201 })
    expect(await add({ categoryPrefix: 'M07', limit: '3工作日' })).toMatchObject({ status: 201 })
  })

  it('count as the tightest along both chains', async () => {
    expect(await effective('M06001', '990101001001')).toMatchObject([{ amount: 4, kind: 'working-hour' }])
    expect(await effective('M06001', '990102001001')).toMatchObject([{ amount: 2, kind: 'working-day' }])
    expect(await effective('M09001', '990101001001')).toMatchObject([{ amount: 2, kind: 'urgent-hour', ruleId: null }])
  })

  it('are outdone, not refused, when what is above them becomes tighter', async () => {
    const above = await add({ areaPrefix: '9901', limit: '2工作时' })
    expect(above.status).toBe(201)
    const { body } = await admin.get('/api/limit-rules')
    const outdone = body.rules.filter(({ outdoneBy }: any) => outdoneBy === above.body.id)
    expect(outdone).toMatchObject([{ categoryPrefix: 'M06001', areaPrefix: '990101' }])
    expect(await effective('M06001', '990101001001')).toMatchObject([{ amount: 2, ruleId: above.body.id }])
  })

  it('hold for as long as they are valid', async () => {
    const april = { validFrom: '2026-04-01T00:00:00Z', validTo: '2026-05-01T00:00:00Z' }
    await add({ categoryPrefix: 'M09', limit: '1紧急工作时', ...april })
    const at = async (time: string) =>
      (await admin.get(`/api/limits?category=M09001&area=990101001001&at=${time}`)).body[0].amount
    expect(await at('2026-03-31T23:59:59Z')).toBe(2)
    expect(await at('2026-04-01T00:00:00Z')).toBe(1)
    expect(await at('2026-05-01T00:00:00Z')).toBe(2)
  })

  it('are for administrators of their area', async () => {
    const west = await city.as('admin', '990101')
    expect(await add({ limit: '1工作时' }, west)).toMatchObject({ status: 400, body: { field: 'areaPrefix' } })
    const own = await add({ areaPrefix: '990101', categoryPrefix: 'M07001', limit: '1工作时' }, west)
    expect(own.status).toBe(201)
    const east = await city.as('admin', '990102')
    expect(await east.delete(`/api/limit-rules/${own.body.id}`)).toMatchObject({ status: 404 })
    const changed = { stage: 'handle', source: '测试', areaPrefix: '990101', categoryPrefix: 'M07001', limit: '半工作时' }
    const put = await west.put(`/api/limit-rules/${own.body.id}`, changed)
    expect(put).toMatchObject({ status: 200, body: { amount: 0.5 } })
    expect(await west.delete(`/api/limit-rules/${own.body.id}`)).toMatchObject({ status: 204 })
    expect(await west.put('/api/limit-sets/123', { enabled: true })).toMatchObject({ status: 403 })
    expect(await add({ limit: '1工作时' }, await city.as('duty'))).toMatchObject({ status: 403 })
  })

  it.each([
    ['limit', { limit: '4周' }], ['limit', { limit: '0工作时' }], ['limit', { limit: '99999999自然日' }],
    ['limit', { limit: '1001工作日' }], ['limit', { limit: '10001工作时' }],
    ['categoryPrefix', { limit: '1工作时', categoryPrefix: 'X' }],
    ['areaPrefix', { limit: '1工作时', areaPrefix: '99010' }], ['setCode', { limit: '1工作时', setCode: 'x' }],
    ['validTo', { limit: '1工作时', validFrom: '2026-04-01T00:00:00Z', validTo: '2026-04-01T00:00:00Z' }],
  ])('name %s where it is wrong', async (field, body) => {
    expect(await add(body)).toMatchObject({ status: 400, body: { field } })
  })
})

describe('the calendar of work', () => {
  it('knows the years of the notices, and takes a year as the public files have it', async () => {
    const { body: years } = await admin.get('/api/calendar')
    expect(years.map(({ year, days }: any) => [year, days.filter(({ isOffDay }: any) => isOffDay).length]))
      .toEqual([[2024, 28], [2025, 28], [2026, 33]])
    const file = {
      $schema: 'x', $id: 'y', year: 2027, papers: ['notice'],
      days: [{ name: '元旦', date: '2027-01-01', isOffDay: true }],
    }
    const put = await admin.put('/api/calendar/2027', file)
    expect(put).toMatchObject({ status: 200, body: { known: true, source: 'notice' } })
    expect(await admin.put('/api/calendar/2028', file)).toMatchObject({ status: 400, body: { field: 'year' } })
    const wrong = { days: [{ name: '元旦', date: '2027-02-30', isOffDay: true }] }
    expect(await admin.put('/api/calendar/2027', wrong)).toMatchObject({ status: 400 })
    expect(await admin.delete('/api/calendar/2027')).toMatchObject({ status: 204 })
    expect((await admin.get('/api/calendar/2027')).body).toEqual({ year: 2027, known: false, source: '', days: [] })
  })

  it('falls back loudly in a year that it does not know', async () => {
    const status = async () => (await admin.get('/api/clocks/status')).body
    expect(await status()).toEqual({ fallbackYears: [] })
    now = Date.parse('2026-12-31T16:00:00+08:00')
    expect(await status()).toEqual({ fallbackYears: [2027] })
    expect((await city.app.inject('/healthz')).json().calendarFallbackYears).toEqual([2027])
    const desk = await city.as('duty')
    const newCase = { category: 'M06001', description: '测试', ...PLACES.west, channel: '12345' }
    const { body: { id, dueAt } } = await desk.post('/api/cases', newCase)
    // Monday to Friday: New Year's Day is worked
    expect(dueAt).toBe(new Date('2027-01-01T09:00:00+08:00').toISOString())
    expect((await desk.get(`/api/cases/${id}/clocks`)).body).toMatchObject([{ calendarFallback: true }])
  })

  it('has office hours of the city’s own', async () => {
    const { body: settings } = await admin.get('/api/clocks/settings')
    const officeHours = [{ from: '09:00', to: '17:00' }]
    expect(await admin.put('/api/clocks/settings', { ...settings, officeHours })).toMatchObject({ status: 200 })
    expect(city.app.clocks.calendar().officeDayMs).toBe(8 * 3_600_000)
    const backwards = { ...settings, officeHours: [{ from: '17:00', to: '09:00' }] }
    const refused = await admin.put('/api/clocks/settings', backwards)
    expect(refused).toMatchObject({ status: 400, body: { field: 'officeHours' } })
  })
})

it('adopts open cases that came before there were clocks, with the colour that is theirs', async () => {
  now = Date.parse('2026-03-10T00:00:00Z')
  await database.query(
    `insert into cases (number, channel, category_code, description, point, cell_r10, status, urgent, reported_at,
                        due_at, updated_at, area_code, routing_trail)
     select 'OLD' || n, 'import', 'M06001', '', st_setsrid(st_makepoint(116.03, 40.08), 4326), 0, status, false,
            $1::timestamptz - age, $1::timestamptz - age + interval '24 hours', $1::timestamptz - age,
            '990101001001', '[]'
       from (values (1, 'reported', interval '1 hour'), (2, 'dispatched', interval '20 hours'),
                    (3, 'reported', interval '30 hours'), (4, 'closed', interval '90 hours')) as t (n, status, age)`,
    [new Date(now)],
  )
  city.app.clocks.readopt()
  await city.app.clocks.sweep(now)
  const { rows } = await database.query(
    `select number, colour, version, (select count(*)::int from case_clocks where case_id = cases.id) as clocks,
            (select count(*)::int from case_events where case_id = cases.id and kind = 'colour') as events
       from cases where number like 'OLD%' order by number`,
  )
  expect(rows).toEqual([
    { number: 'OLD1', colour: 'green', version: 1, clocks: 1, events: 0 },
    { number: 'OLD2', colour: 'yellow', version: 2, clocks: 1, events: 1 },
    { number: 'OLD3', colour: 'red', version: 3, clocks: 1, events: 1 },
    { number: 'OLD4', colour: 'green', version: 1, clocks: 0, events: 0 },
  ])
})
