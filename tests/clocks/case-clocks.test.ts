import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CaseClock } from '../../server/contract/api/clocks.ts'
import type { Database } from '../../server/db/database.ts'
import { startCaseApp, type Asker, type CaseApp } from '../cases/case-app.ts'
import { insertCaseCity, PLACES } from '../cases/case-city.ts'
import { openTestDatabase } from '../support/database.ts'

const HOUR = 3_600_000
/** A Monday at ten. */
const MONDAY = Date.parse('2026-03-02T10:00:00+08:00')

let database: Database
let city: CaseApp
let now = MONDAY
let desk: Asker
let admin: Asker
let leader: Asker
let unit: Asker
beforeAll(async () => {
  database = await openTestDatabase()
  await insertCaseCity(database)
  city = await startCaseApp(database, () => now)
  desk = await city.as('duty')
  admin = await city.as('admin')
  leader = await city.as('leader')
  unit = await city.as('unit', '990101', { unitId: 4 })
})
afterAll(async () => {
  await city.close()
  await database.close()
})
beforeEach(async () => {
  now = MONDAY
  await database.query(`delete from limit_rules where set_code = 'local'`)
  await database.query(`update limit_sets set enabled = code = 'local'`)
  await city.app.clocks.reload()
})

const local = (iso: string) => new Date(Date.parse(iso) + 8 * HOUR).toISOString().slice(0, 16)

async function report(category = 'M06001') {
  const newCase = { category, description: '测试', ...PLACES.west, channel: '12345' }
  const { status, body } = await desk.post('/api/cases', newCase)
  expect(status).toBe(201)
  return body
}

async function step(who: Asker, id: number, name: string, body: object = {}) {
  const reply = await who.post(`/api/cases/${id}/steps/${name}`, body)
  expect([reply.status, reply.body]).toEqual([200, expect.anything()])
  return reply.body
}

const clocksOf = async (id: number): Promise<CaseClock[]> => (await desk.get(`/api/cases/${id}/clocks`)).body
const clockOf = async (id: number, stage = 'handle') => (await clocksOf(id)).find((clock) => clock.stage === stage)!
const eventsOf = async (id: number) => (await desk.get(`/api/cases/${id}`)).body.events
const rule = async (body: object) => {
  const reply = await admin.post('/api/limit-rules', { source: '测试', stage: 'handle', ...body })
  expect(reply).toMatchObject({ status: 201 })
  return reply.body
}
const use123 = () => admin.put('/api/limit-sets/123', { enabled: true })

describe('the due time of a case', () => {
  it('is that of its category where no rule is about it', async () => {
    const record = await report()
    expect(Date.parse(record.dueAt) - MONDAY).toBe(24 * HOUR)
    const clock = { stage: 'handle', kind: 'urgent-hour', ruleId: null, colour: 'green' }
    expect(await clocksOf(record.id)).toMatchObject([clock])
  })

  it('follows a rule of its category, in working hours', async () => {
    const { id } = await rule({ categoryPrefix: 'M06', limit: '4工作时' })
    const record = await report()
    expect(local(record.dueAt)).toBe('2026-03-02T15:30')
    expect(await clockOf(record.id)).toMatchObject({ ruleId: id, kind: 'working-hour' })
  })

  it('is counted in three stages from filing when “123” is on', async () => {
    await use123()
    const record = await report('M07001')
    const due = (await clocksOf(record.id)).map(({ stage, dueAt }) => [stage, local(dueAt)])
    // the six hours of a manhole are tighter than two days
    expect(due).toEqual([
      ['accept', '2026-03-03T10:00'], ['handle', '2026-03-02T16:00'], ['feedback', '2026-03-05T10:00'],
    ])
    expect(local(record.dueAt)).toBe('2026-03-02T16:00')
  })

  it('starts with the dispatch where a rule says so', async () => {
    await rule({ categoryPrefix: 'M06001', limit: '4工作时', countedFrom: 'dispatch' })
    const record = await report()
    now += 2 * HOUR
    await step(desk, record.id, 'dispatch')
    const clock = await clockOf(record.id)
    expect([local(clock.startedAt), local(clock.dueAt)]).toEqual(['2026-03-02T12:00', '2026-03-02T17:30'])
    expect(local((await desk.get(`/api/cases/${record.id}`)).body.dueAt)).toBe('2026-03-02T17:30')
  })
})

describe('what moves a due time', () => {
  it('stands while a case is suspended, and goes on with the working time that was left', async () => {
    await rule({ categoryPrefix: 'M06', limit: '4工作时' })
    const record = await report()
    now += HOUR
    await step(desk, record.id, 'suspend', { note: '等材料' })
    expect(await clockOf(record.id)).toMatchObject({ leftMs: 3 * HOUR, nextChangeAt: null })
    now = Date.parse('2026-03-04T09:00:00+08:00')
    await city.app.clocks.sweep(now)
    const resumed = await step(desk, record.id, 'resume')
    expect(local(resumed.dueAt)).toBe('2026-03-04T12:00')
    expect(resumed.colour).toBe('green')
    const events = await eventsOf(record.id)
    const dueAtMs = Date.parse('2026-03-04T12:00:00+08:00')
    expect(events.at(-1)).toMatchObject({ kind: 'resume', detail: { dueAtMs } })
  })

  it('is moved by an extension at its second approval, in hours of its own kind', async () => {
    await rule({ categoryPrefix: 'M06', limit: '4工作时' })
    const record = await report()
    await step(desk, record.id, 'dispatch')
    await step(unit, record.id, 'ask-extension', { hours: 3, note: '缺人' })
    const once = await step(desk, record.id, 'approve-extension')
    expect(local(once.dueAt)).toBe('2026-03-02T15:30')
    const twice = await step(leader, record.id, 'approve-extension')
    expect(local(twice.dueAt)).toBe('2026-03-03T09:30')
    expect(await clockOf(record.id)).toMatchObject({ totalMs: 7 * HOUR })
  })

  it('begins anew with the next round, and keeps the clocks of the first', async () => {
    const record = await report()
    await step(desk, record.id, 'dispatch')
    await step(unit, record.id, 'handle', { note: '好了' })
    await step(desk, record.id, 'close')
    now += 10 * HOUR
    const again = await step(desk, record.id, 'reopen', { note: '没好' })
    expect(Date.parse(again.dueAt) - now).toBe(24 * HOUR)
    expect((await clocksOf(record.id)).map(({ round, stoppedAt }) => [round, stoppedAt !== null]))
      .toEqual([[2, false], [1, true]])
  })

  it('goes on after rework with what was left when the work was called done', async () => {
    const record = await report()
    await step(desk, record.id, 'dispatch')
    now += 20 * HOUR
    expect((await step(unit, record.id, 'handle', { note: '好了' })).colour).toBe('yellow')
    now += 10 * HOUR
    const rework = await step(desk, record.id, 'rework', { note: '没好' })
    expect(Date.parse(rework.dueAt) - now).toBe(4 * HOUR)
  })

  it('does not move when a unit refuses or hands on', async () => {
    const record = await report()
    await step(desk, record.id, 'dispatch')
    now += HOUR
    expect((await step(unit, record.id, 'refuse', { note: '不归我' })).dueAt).toBe(record.dueAt)
  })

  it('accepts for the first stage only what is accepted', async () => {
    await use123()
    const record = await report()
    await step(desk, record.id, 'dispatch')
    await step(unit, record.id, 'accept')
    const accepted = await clocksOf(record.id)
    expect(accepted.filter(({ stoppedAt }) => stoppedAt !== null).map(({ stage }) => stage)).toEqual(['accept'])
    await step(unit, record.id, 'handle', { note: '好了' })
    const done = await clocksOf(record.id)
    expect(done.filter(({ stoppedAt }) => stoppedAt !== null).map(({ stage }) => stage)).toEqual(['accept', 'handle'])
    await step(desk, record.id, 'close')
    expect((await clocksOf(record.id)).every(({ stoppedAt }) => stoppedAt !== null)).toBe(true)
  })
})

describe('the colour of a case', () => {
  const sweepAt = async (hours: number) => {
    now = MONDAY + hours * HOUR
    await city.app.clocks.sweep(now)
  }

  it('changes on the server when two thirds are used, and when it is over, and tells every screen', async () => {
    const record = await report()
    await sweepAt(16 - 0.01)
    expect((await desk.get(`/api/cases/${record.id}`)).body.colour).toBe('green')
    await sweepAt(16)
    expect((await desk.get(`/api/cases/${record.id}`)).body.colour).toBe('yellow')
    await sweepAt(24)
    expect((await desk.get(`/api/cases/${record.id}`)).body.colour).toBe('yellow')
    await sweepAt(24.01)
    expect((await desk.get(`/api/cases/${record.id}`)).body.colour).toBe('red')
    const colours = (await eventsOf(record.id)).filter(({ kind }: { kind: string }) => kind === 'colour')
    expect(colours.map(({ detail, actor, at }: any) => [detail.colour, detail.limit, actor, at])).toEqual([
      ['yellow', 'handle', '时限', new Date(MONDAY + 16 * HOUR).toISOString()],
      ['red', 'handle', '时限', new Date(MONDAY + 24.01 * HOUR).toISOString()],
    ])
    await city.app.feed.idle()
    const told = city.events.flatMap((event) =>
      (event.topic === 'case' && event.case.id === record.id && event.change === 'colour' ? [event.case.colour] : []))
    expect(told).toEqual(['yellow', 'red'])
  })

  it('is noted once, however many look at once', async () => {
    const records = await Promise.all(Array.from({ length: 30 }, () => report()))
    now = MONDAY + 17 * HOUR
    await Promise.all(Array.from({ length: 4 }, () => city.app.clocks.sweep(now)))
    await city.app.clocks.sweep(now)
    const { rows } = await database.query(
      `select case_id, count(*)::int as colours from case_events
        where kind = 'colour' and case_id = any($1) group by 1`,
      [records.map(({ id }) => id)],
    )
    expect(rows).toHaveLength(30)
    expect(rows.every(({ colours }) => colours === 1)).toBe(true)
  })

  it('is looked at for all that is due at once, several clocks of a case or not', async () => {
    await use123()
    const records = await Promise.all(Array.from({ length: 60 }, () => report()))
    await sweepAt(24 * 30)
    const { rows } = await database.query<{ colour: string }>(
      'select distinct colour from cases where id = any($1)', [records.map(({ id }) => id)],
    )
    expect(rows).toEqual([{ colour: 'red' }])
  })

  it('is the worst of the stages that run', async () => {
    await use123()
    const record = await report()
    await step(desk, record.id, 'dispatch')
    await sweepAt(16.5)
    expect((await clocksOf(record.id)).map(({ stage, colour }) => [stage, colour]))
      .toEqual([['accept', 'yellow'], ['handle', 'yellow'], ['feedback', 'green']])
    const handled = await step(unit, record.id, 'handle', { note: '好了' })
    expect(handled.colour).toBe('green')
  })

  it('is that of the moment of a step, if nobody has looked before', async () => {
    const record = await report()
    await step(desk, record.id, 'dispatch')
    now += 25 * HOUR
    const handled = await step(unit, record.id, 'handle', { note: '好了' })
    expect(handled.colour).toBe('red')
    expect((await eventsOf(record.id)).map(({ kind }: { kind: string }) => kind)).toContain('colour')
  })

  it('stands while a case is suspended', async () => {
    const record = await report()
    await step(desk, record.id, 'suspend', { note: '等' })
    await sweepAt(99)
    expect((await desk.get(`/api/cases/${record.id}`)).body.colour).toBe('green')
  })
})
