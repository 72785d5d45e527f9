import Value from 'typebox/value'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { DutyEvent, DutyException, DutySummary, OffDutyCount, ShiftPattern } from '../../server/contract/api/duty.ts'
import { DEFAULT_FIELD_POLICY } from '../../server/contract/api/field.ts'
import { WorkerRecord } from '../../server/contract/api/workers.ts'
import { MOTION_GONE } from '../../server/contract/position-frame.ts'
import type { Database } from '../../server/db/database.ts'
import { insertSmallCity } from '../live/small-city.ts'
import { buildTestApp, type TestApp } from '../support/app.ts'
import { openTestDatabase } from '../support/database.ts'

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]
const HOUR_MS = 3_600_000

let database: Database
let built: TestApp
type Who = Awaited<ReturnType<TestApp['headersFor']>>
let admin: Who
let officer: Who
let westAdmin: Who
let eastOfficer: Who
let wall: Who

beforeAll(async () => {
  database = await openTestDatabase()
  await insertSmallCity(database)
  built = await buildTestApp(database)
  admin = await built.headersFor('admin')
  officer = await built.headersFor('duty')
  westAdmin = await built.headersFor('admin', '990101')
  eastOfficer = await built.headersFor('duty', '990102')
  wall = await built.headersFor('wall')
})
afterAll(async () => {
  await built?.close()
  await database?.close()
})

async function ask(
  method: 'GET' | 'PUT' | 'POST' | 'DELETE', url: string, headers: Who, body?: object,
): Promise<{ status: number; body: any }> {
  const reply = await built.app.inject({ method, url, headers, ...(body && { payload: body }) })
  return { status: reply.statusCode, body: reply.body === '' ? undefined : reply.json() }
}

async function audits(action: string): Promise<unknown[]> {
  const { rows } = await database.query('select subject, detail from audit_log where action = $1 order by id', [action])
  return rows
}

describe('the policy', () => {
  afterEach(() => built.app.duty.setPolicy(DEFAULT_FIELD_POLICY))

  test('is read by people, and set by administrators of the whole city only', async () => {
    expect(await ask('GET', '/api/field/policy', officer)).toEqual({ status: 200, body: DEFAULT_FIELD_POLICY })
    expect((await ask('GET', '/api/field/policy', wall)).status).toBe(403)
    const policy = { ...DEFAULT_FIELD_POLICY, silentAfterMinutes: 12 }
    for (const who of [officer, westAdmin, wall]) {
      expect((await ask('PUT', '/api/field/policy', who, policy)).status).toBe(403)
    }
    expect(await ask('PUT', '/api/field/policy', admin, policy)).toEqual({ status: 200, body: policy })
    expect((await ask('GET', '/api/field/policy', officer)).body).toEqual(policy)
    expect(built.app.live.slots.rules.silentAfterMs).toBe(12 * 60_000)
    expect((await audits('set-field-policy')).at(-1)).toEqual({ subject: 'settings:field', detail: policy })
  })

  test('that is none is refused with the field that is to blame, and nothing changes', async () => {
    const bad = await ask('PUT', '/api/field/policy', admin, { ...DEFAULT_FIELD_POLICY, idleAfterMinutes: 0 })
    expect(bad).toMatchObject({ status: 400, body: { field: 'idleAfterMinutes', value: 0 } })
    const { offDuty: _offDuty, ...rest } = DEFAULT_FIELD_POLICY
    expect((await ask('PUT', '/api/field/policy', admin, rest)).body).toMatchObject({ field: 'offDuty' })
    expect(built.app.duty.policy).toEqual(DEFAULT_FIELD_POLICY)
  })
})

describe('shift patterns', () => {
  const early = { name: '早班', nameEn: 'Early', spans: [{ days: EVERY_DAY, from: '06:00', to: '14:00' }] }
  const never = { name: '停班', nameEn: 'Off', spans: [] }

  afterEach(async () => {
    await database.query('update workers set shift_pattern = null')
    await database.query('delete from shift_patterns')
    await built.app.duty.reread(Date.now())
  })

  test('are made, changed and deleted, and a change holds at once', async () => {
    expect(await ask('PUT', '/api/shift-patterns/early', admin, early))
      .toEqual({ status: 200, body: { code: 'early', ...early } })
    await ask('PUT', '/api/shift-patterns/never', admin, never)
    const listed = await ask('GET', '/api/shift-patterns', officer)
    expect(listed.body.map(({ code }: ShiftPattern) => code)).toEqual(['early', 'never'])
    expect(Value.Check(ShiftPattern, listed.body[0])).toBe(true)
    await ask('POST', '/api/workers/shift-pattern', admin, { pattern: 'never', ids: [11] })
    expect(built.app.duty.onDuty(11, Date.now())).toBe(false)
    const always = { ...never, spans: [{ days: EVERY_DAY, from: '00:00', to: '00:00' }] }
    await ask('PUT', '/api/shift-patterns/never', admin, always)
    expect(built.app.duty.onDuty(11, Date.now())).toBe(true)
    expect((await ask('DELETE', '/api/shift-patterns/early', admin)).status).toBe(204)
    expect((await ask('DELETE', '/api/shift-patterns/early', admin)).status).toBe(404)
    expect(await ask('DELETE', '/api/shift-patterns/never', admin))
      .toMatchObject({ status: 409, body: { code: 'PATTERN_IN_USE' } })
    expect(await audits('put-shift-pattern')).toContainEqual({ subject: 'shift-pattern:early', detail: early })
    expect(await audits('delete-shift-pattern')).toEqual([{ subject: 'shift-pattern:early', detail: {} }])
  })

  test('are the matter of administrators of the whole city, and must be well formed', async () => {
    for (const who of [officer, westAdmin]) {
      expect((await ask('PUT', '/api/shift-patterns/early', who, early)).status).toBe(403)
      expect((await ask('DELETE', '/api/shift-patterns/early', who)).status).toBe(403)
    }
    const spanned = (span: object) => ({ ...early, spans: [{ ...early.spans[0], ...span }] })
    for (const [body, field] of [
      [spanned({ from: '24:00' }), 'spans.0.from'], [spanned({ to: '6:00' }), 'spans.0.to'],
      [spanned({ days: [0] }), 'spans.0.days.0'], [spanned({ days: [] }), 'spans.0.days'],
      [{ ...early, name: '' }, 'name'],
    ] as const) {
      expect((await ask('PUT', '/api/shift-patterns/early', admin, body)).body).toMatchObject({ field })
    }
    expect((await ask('PUT', '/api/shift-patterns/a%20b', admin, early)).status).toBe(400)
  })

  test('are given to those named, or to an area and a kind of employment, never beyond one’s scope', async () => {
    await ask('PUT', '/api/shift-patterns/early', admin, early)
    const assign = (who: Who, body: object) => ask('POST', '/api/workers/shift-pattern', who, body)
    const having = async () => {
      const { rows } = await database.query<{ id: number }>('select id from workers where shift_pattern = $1 order by id', [
        'early',
      ])
      return rows.map(({ id }) => id)
    }
    expect((await assign(westAdmin, { pattern: 'early', ids: [11, 13, 404] })).body)
      .toEqual({ changed: 1, unknown: [13, 404] })
    expect(await having()).toEqual([11])
    expect((await assign(admin, { pattern: 'early', area: '9901', employment: 'full' })).body)
      .toEqual({ changed: 2, unknown: [] })
    expect(await having()).toEqual([11, 13])
    expect((await assign(westAdmin, { pattern: null, area: '990101' })).body).toEqual({ changed: 2, unknown: [] })
    expect(await having()).toEqual([13])
    expect(await assign(westAdmin, { pattern: 'early', area: '990102' }))
      .toMatchObject({ status: 400, body: { field: 'area', value: '990102' } })
    expect((await assign(admin, { pattern: 'early', area: '9' })).body).toMatchObject({ field: 'area' })
    expect((await assign(admin, { pattern: 'late', ids: [11] })).body)
      .toMatchObject({ field: 'pattern', value: 'late', expected: 'null or one of early' })
    expect((await assign(admin, { pattern: 'early' })).body).toMatchObject({ field: 'ids' })
    expect((await assign(admin, { pattern: 'early', ids: [11], area: '9901' })).body).toMatchObject({ field: 'area' })
    expect((await assign(officer, { pattern: 'early', ids: [11] })).status).toBe(403)
    expect((await audits('assign-shift-pattern')).at(-1)).toEqual({
      subject: 'shift-pattern:null', detail: { pattern: null, area: '990101', workers: 2 },
    })
  })
})

describe('exceptions', () => {
  const nowMs = Date.now()
  const iso = (ms: number) => new Date(ms).toISOString()
  const leave = { from: iso(nowMs - HOUR_MS), to: iso(nowMs + HOUR_MS), onDuty: false, note: '病假' }

  test('take a worker off duty at once, and give him back when they are deleted', async () => {
    const made = await ask('POST', '/api/workers/11/duty-exceptions', officer, leave)
    expect(made).toMatchObject({ status: 201, body: { workerId: 11, ...leave } })
    expect(Value.Check(DutyException, made.body)).toBe(true)
    expect(built.app.duty.onDuty(11, Date.now())).toBe(false)
    const { body: worker } = await ask('GET', '/api/workers/11', officer)
    expect(Value.Check(WorkerRecord, worker)).toBe(true)
    expect(worker.duty).toEqual({ onDuty: false, pattern: null, until: leave.to, states: [] })
    expect((await ask('GET', '/api/workers/11/duty', officer)).body).toEqual(worker.duty)
    expect((await ask('GET', '/api/workers/11/duty', eastOfficer)).status).toBe(404)
    expect((await ask('GET', '/api/workers/11/duty-exceptions', officer)).body).toEqual([made.body])
    const url = `/api/duty-exceptions/${made.body.id}`
    expect((await ask('DELETE', url, eastOfficer)).status).toBe(404)
    expect(built.app.duty.onDuty(11, Date.now())).toBe(false)
    expect((await ask('DELETE', url, officer)).status).toBe(204)
    expect(built.app.duty.onDuty(11, Date.now())).toBe(true)
    expect((await ask('DELETE', url, officer)).status).toBe(404)
    expect((await audits('add-duty-exception')).length).toBe(1)
    expect(await audits('delete-duty-exception')).toEqual([{ subject: 'worker:11', detail: made.body }])
  })

  test('concern workers of one’s scope, take some time, and are for officers', async () => {
    const url = '/api/workers/11/duty-exceptions'
    expect((await ask('POST', url, eastOfficer, leave)).status).toBe(404)
    expect((await ask('GET', url, eastOfficer)).status).toBe(404)
    expect((await ask('POST', url, wall, leave)).status).toBe(403)
    expect((await ask('POST', url, officer, { ...leave, to: leave.from })).body).toMatchObject({ field: 'to' })
    expect((await ask('POST', url, officer, { ...leave, to: iso(nowMs + 400 * 24 * HOUR_MS) })).body)
      .toMatchObject({ field: 'to' })
    expect((await ask('POST', url, officer, { ...leave, from: 'soon' })).body).toMatchObject({ field: 'from' })
    expect((await audits('add-duty-exception')).length).toBe(1)
  })
})

test('a summary counts the workers of an area, and only those of one’s scope', async () => {
  const { app } = built
  const nowMs = Date.now()
  const [from, to] = [nowMs - HOUR_MS, nowMs + HOUR_MS].map((ms) => new Date(ms).toISOString())
  const { body: leave } = await ask('POST', '/api/workers/12/duty-exceptions', officer, { from, to, onDuty: false })
  app.live.committed(
    [
      { workerId: 11, lng: 116.05, lat: 40.05, recordedAtMs: nowMs, settledGridId: 1 },
      { workerId: 13, lng: 116.15, lat: 40.05, recordedAtMs: nowMs - 700_000, settledGridId: 2 },
    ],
    nowMs,
  )
  app.live.followDuty(nowMs)
  const summary = await ask('GET', '/api/duty/summary', wall)
  expect(Value.Check(DutySummary, summary.body)).toBe(true)
  expect(summary.body).toEqual({
    areaCode: '9901', workers: 3, onDuty: 2, offDuty: 1, online: 1, idle: 0, silent: 1, outOfArea: 0, sos: 0,
  })
  expect((await ask('GET', '/api/duty/summary?area=990101', officer)).body)
    .toMatchObject({ areaCode: '990101', workers: 2, onDuty: 1, offDuty: 1, silent: 0 })
  expect((await ask('GET', '/api/duty/summary', eastOfficer)).body).toMatchObject({ areaCode: '990102', workers: 1 })
  for (const area of ['990101', '9901', '77', '']) {
    expect((await ask('GET', `/api/duty/summary?area=${area}`, eastOfficer)).status, area).toBe(404)
  }
  await ask('DELETE', `/api/duty-exceptions/${leave.id}`, officer)
})

test('who goes off duty leaves the map, and is told as off duty', async () => {
  const { live, duty } = built.app
  const slot = live.roster.slotOfWorker.get(11)!
  expect(live.slots.motion[slot]).not.toBe(MOTION_GONE)
  const [from, to] = [Date.now() - 1000, Date.now() + HOUR_MS].map((ms) => new Date(ms).toISOString())
  const { body } = await ask('POST', '/api/workers/11/duty-exceptions', officer, { from, to, onDuty: false })
  live.followDuty(Date.now())
  expect(live.slots.motion[slot]).toBe(MOTION_GONE)
  await ask('DELETE', `/api/duty-exceptions/${body.id}`, officer)
  expect(duty.onDuty(11, Date.now())).toBe(true)
})

test('events of a worker that overlap the time asked for come oldest first', async () => {
  await database.query(
    `insert into duty_events (worker_id, state, from_at, to_at) values
       (12, 'idle', '2026-03-02T08:00Z', '2026-03-02T09:00Z'),
       (12, 'silent', '2026-03-02T09:00Z', '2026-03-02T11:00Z'),
       (12, 'out-of-area', '2026-03-02T12:00Z', '2026-03-02T13:00Z')`,
  )
  const url = '/api/workers/12/duty-events?from=2026-03-02T08:30:00Z&to=2026-03-02T12:00:00Z'
  const { body } = await ask('GET', url, officer)
  expect(body.map(({ state }: DutyEvent) => state)).toEqual(['idle', 'silent'])
  expect(body.every((event: unknown) => Value.Check(DutyEvent, event))).toBe(true)
  expect(body[0]).toMatchObject({ from: '2026-03-02T08:00:00.000Z', to: '2026-03-02T09:00:00.000Z' })
  expect((await ask('GET', url, eastOfficer)).status).toBe(404)
  expect((await ask('GET', '/api/workers/12/duty-events?from=2026-01-01T00:00:00Z', officer)).body)
    .toMatchObject({ field: 'from' })
  await database.query('delete from duty_events')
})

test('fixes outside shifts are summed by hour and district, for administrators of the whole city', async () => {
  await database.query(
    `insert into off_duty_counts (hour, grid_code, fixes) values
       ('2026-03-02T08:00Z', '990101001001001', 5), ('2026-03-02T08:00Z', '990102001001001', 7),
       ('2026-03-02T08:00Z', '', 2), ('2026-03-02T09:00Z', '990101001001001', 1),
       ('2026-03-03T08:00Z', '990101001001001', 9)`,
  )
  const url = '/api/field/off-duty?from=2026-03-02T00:00:00Z&to=2026-03-03T00:00:00Z'
  const { body } = await ask('GET', url, admin)
  expect(body.every((count: unknown) => Value.Check(OffDutyCount, count))).toBe(true)
  expect(body).toEqual([
    { hour: '2026-03-02T08:00:00.000Z', districtCode: '990101', fixes: 5 },
    { hour: '2026-03-02T08:00:00.000Z', districtCode: '990102', fixes: 7 },
    { hour: '2026-03-02T08:00:00.000Z', districtCode: null, fixes: 2 },
    { hour: '2026-03-02T09:00:00.000Z', districtCode: '990101', fixes: 1 },
  ])
  for (const who of [officer, westAdmin]) expect((await ask('GET', url, who)).status).toBe(403)
})
