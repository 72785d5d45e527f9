import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RepeatList } from '../../server/contract/api/lookback.ts'
import type { Database } from '../../server/db/database.ts'
import { openTestDatabase } from '../support/database.ts'
import { type Asker, type CaseApp, startCaseApp } from '../cases/case-app.ts'
import { insertCaseCity, PLACES } from '../cases/case-city.ts'

const DAY_MS = 86_400_000
const START_MS = Date.parse('2026-03-02T02:00:00Z')

let database: Database
let city: CaseApp
let duty: Asker
let nowMs = START_MS
beforeAll(async () => {
  database = await openTestDatabase()
  await insertCaseCity(database)
  city = await startCaseApp(database, () => nowMs)
  duty = await city.as('duty')
})
afterAll(async () => {
  await city?.close()
  await database?.close()
})

/** Numbers from 0 to below 1, the same each time. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

interface Reported {
  id: number
  atMs: number
  place: string
  class: string
  person: string | null
  counts: boolean
}

const PLACE_NAMES = ['west', 'road', 'east'] as const
const CATEGORIES = ['M06001', 'M06002', 'M07001']
/** Patrols and sensors find things by themselves: that is no complaint. */
const CHANNELS = ['12345', 'app', 'patrol', 'iot']
const PEOPLE = ['13800138001', '13800138002', '13800138003', '13800138004', null, null, null]

async function reportMany(count: number): Promise<Reported[]> {
  const random = randomFrom(7)
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]
  const reported: Reported[] = []
  for (let n = 0; n < count; n += 1) {
    nowMs += Math.floor(random() * 9 * DAY_MS)
    const [place, category, channel, person] = [pick(PLACE_NAMES), pick(CATEGORIES), pick(CHANNELS), pick(PEOPLE)]
    const reply = await duty.post('/api/cases', {
      category, description: '反映', channel, ...PLACES[place], ...(person !== null && { contact: { phone: person } }),
    })
    expect(reply.status).toBe(201)
    const isRejected = random() < 0.1
    if (isRejected) {
      const rejected = await duty.post(`/api/cases/${reply.body.id}/steps/reject`, { note: '不属受理范围' })
      expect(rejected.status).toBe(200)
    }
    reported.push({
      id: reply.body.id, atMs: nowMs, place, class: category.slice(0, 3), person,
      counts: !isRejected && (channel === '12345' || channel === 'app'),
    })
    // now and then, so that some are looked at together and some alone
    if (random() < 0.4) await city.app.lookback.sweep()
  }
  await city.app.lookback.sweep()
  return reported
}

/** For each case how often it was complained about by then, by comparing each with each. */
function flagsOf(reported: readonly Reported[], least: number, days: number): string[] {
  const flags: string[] = []
  for (const [index, one] of reported.entries()) {
    if (!one.counts) continue
    const earlier = reported.slice(0, index + 1).filter(({ counts, atMs }) => counts && atMs > one.atMs - days * DAY_MS)
    const same = { place: earlier.filter((other) => other.place === one.place && other.class === one.class),
      person: earlier.filter((other) => one.person !== null && other.person === one.person) }
    for (const kind of ['place', 'person'] as const) {
      if (same[kind].length >= least) flags.push(`${one.id} ${kind} ${same[kind].length}`)
    }
  }
  return flags
}

test('a complaint is flagged as the third of its place and class, or of its person, within 90 days', async () => {
  const reported = await reportMany(60)
  const { rows } = await database.query<{ id: number; kind: string; times: string }>(
    `select case_id::float8 as id, detail ->> 'kind' as kind, substring(note from '\\d+') as times from case_events
      where kind = 'flag' and detail ->> 'limit' = 'repeat' order by case_id, case_events.id`,
  )
  const expected = flagsOf(reported, 3, 90)
  expect(expected.length).toBeGreaterThan(8)
  expect(rows.map(({ id, kind, times }) => `${id} ${kind} ${times}`)).toEqual(expected)

  const before = await database.query('select count(*)::int as n from case_events')
  await city.app.lookback.sweep()
  expect((await database.query('select count(*)::int as n from case_events')).rows).toEqual(before.rows)

  const { groups, counts }: RepeatList = (await duty.get('/api/repeats')).body
  expect(counts).toEqual({ open: groups.length, 'under-way': 0, done: 0 })
  const flagged = new Set(expected.map((flag) => Number(flag.split(' ')[0])))
  const gathered = new Set(groups.flatMap(({ cases }) => cases.map(({ id }) => id)))
  for (const id of flagged) expect(gathered).toContain(id)
  for (const { kind, cases } of groups) {
    const its = cases.map(({ id }) => reported.find((one) => one.id === id)!)
    expect(its.length).toBeGreaterThanOrEqual(3)
    expect(new Set(its.map((one) => (kind === 'place' ? `${one.place} ${one.class}` : one.person))).size).toBe(1)
  }
})

test('a group is worked on, is done, and opens anew with the next complaint', async () => {
  const { groups }: RepeatList = (await duty.get('/api/repeats?state=open')).body
  const group = groups.find(({ kind, cases }) => kind === 'place' && cases[0].areaCode.startsWith('990101'))!
  const change = (state: string) => duty.put(`/api/repeats/${group.id}`, { state, note: '集中攻坚' })
  expect((await change('under-way')).status).toBe(204)
  const { categoryCode, lng, lat } = group.cases[0]
  const report = () =>
    duty.post('/api/cases', { category: categoryCode, description: '又来了', channel: '12345', lng, lat })
  for (let n = 0; n < 3; n += 1) await report()
  await city.app.lookback.sweep()
  const current: RepeatList = (await duty.get('/api/repeats?state=under-way')).body
  expect(current.groups.map(({ id, note }) => [id, note])).toEqual([[group.id, '集中攻坚']])
  expect(current.groups[0].cases.length).toBe(group.cases.length + 3)

  expect((await change('done')).status).toBe(204)
  const reply = await report()
  await city.app.lookback.sweep()
  const anew: RepeatList = (await duty.get('/api/repeats?state=open')).body
  expect(anew.groups[0].id).not.toBe(group.id)
  expect(anew.groups[0].cases[0].id).toBe(reply.body.id)
  expect((await change('open')).status).toBe(404)
})

test('who asks sees the groups of his area, and nothing by which a person is known', async () => {
  const east = await city.as('duty', '990102')
  const seen: RepeatList = (await east.get('/api/repeats')).body
  const areas = seen.groups.flatMap(({ cases }) => cases.map(({ areaCode }) => areaCode))
  expect(areas.every((code) => code.startsWith('990102'))).toBe(true)
  expect(seen.groups.every(({ cases }) => cases.length > 0)).toBe(true)
  expect(Object.keys(seen.groups[0] ?? {})).not.toContain('key')
  const whole: RepeatList = (await duty.get('/api/repeats')).body
  const foreign = whole.groups.find(({ id }) => seen.groups.every((one) => one.id !== id))!
  expect((await east.put(`/api/repeats/${foreign.id}`, { state: 'done', note: '' })).status).toBe(404)
})

test('an administrator of the whole city sets how many within how many days', async () => {
  const admin = await city.as('admin')
  expect((await admin.get('/api/lookback/policy')).body).toEqual({ cases: 3, days: 90, channels: [] })
  expect((await duty.put('/api/lookback/policy', { cases: 2, days: 30 })).status).toBe(403)
  expect((await admin.put('/api/lookback/policy', { cases: 1, days: 30 })).status).toBe(400)
  const wrong = await admin.put('/api/lookback/policy', { cases: 2, days: 30, channels: ['app', 'pigeon'] })
  expect([wrong.status, wrong.body.field, wrong.body.value]).toEqual([400, 'channels', 'pigeon'])
  const everyChannel = { cases: 2, days: 30, channels: [] }
  expect((await admin.put('/api/lookback/policy', { cases: 2, days: 30 })).body).toEqual(everyChannel)
  expect((await admin.get('/api/lookback/policy')).body).toEqual(everyChannel)
})

test('with channels in the policy a complaint counts where it came by one of them, and only there', async () => {
  const admin = await city.as('admin')
  const flagged = async (channels: readonly string[], channel: string, person: string): Promise<boolean> => {
    expect((await admin.put('/api/lookback/policy', { cases: 2, days: 30, channels })).status).toBe(200)
    let last = 0
    for (let n = 0; n < 2; n += 1) {
      const reply = await duty.post('/api/cases', {
        category: 'M06001', description: '反映', channel, ...PLACES.west, contact: { phone: person },
      })
      last = reply.body.id
    }
    await city.app.lookback.sweep()
    const { rows } = await database.query(`select 1 from case_events where case_id = $1 and kind = 'flag'`, [last])
    return rows.length > 0
  }
  nowMs += 60 * DAY_MS
  expect(await flagged(['patrol'], 'app', '13900139001')).toBe(false)
  nowMs += 60 * DAY_MS
  expect(await flagged(['patrol'], 'patrol', '13900139002')).toBe(true)
  nowMs += 60 * DAY_MS
  expect(await flagged([], 'patrol', '13900139003')).toBe(false)
  nowMs += 60 * DAY_MS
  expect(await flagged([], 'app', '13900139004')).toBe(true)
})
