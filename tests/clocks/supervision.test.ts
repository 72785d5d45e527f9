import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemTaker } from '../../server/cases/flow/standing.ts'
import type { SupervisionWeek } from '../../server/contract/api/clocks.ts'
import type { Database } from '../../server/db/database.ts'
import { startCaseApp, type Asker, type CaseApp } from '../cases/case-app.ts'
import { insertCaseCity, PLACES } from '../cases/case-city.ts'
import { openTestDatabase } from '../support/database.ts'

const HOUR = 3_600_000
const MONDAY = Date.parse('2026-03-02T10:00:00+08:00')
const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0]).toString('base64')

let database: Database
let city: CaseApp
let now = MONDAY
let desk: Asker
let leader: Asker
let unit: Asker
beforeAll(async () => {
  database = await openTestDatabase()
  await insertCaseCity(database)
  city = await startCaseApp(database, () => now)
  desk = await city.as('duty')
  leader = await city.as('leader')
  unit = await city.as('unit', '990101', { unitId: 4 })
})
afterAll(async () => {
  await city.close()
  await database.close()
})
beforeEach(() => {
  now = MONDAY
})

async function dispatched(): Promise<number> {
  const newCase = { category: 'M06001', description: '测试', ...PLACES.west, channel: '12345' }
  const { body } = await desk.post('/api/cases', newCase)
  expect(await desk.post(`/api/cases/${body.id}/steps/dispatch`, {})).toMatchObject({ status: 200 })
  return body.id
}
const step = (who: Asker, id: number, name: string, body: object) => who.post(`/api/cases/${id}/steps/${name}`, body)
const weekOf = async (query = ''): Promise<SupervisionWeek> => (await desk.get(`/api/supervisions${query}`)).body

describe('three stages of supervision', () => {
  it('come one after the other with the delay, each to its desk, and stand in the list of the week', async () => {
    const id = await dispatched()
    const stages = async () => (await weekOf()).supervisions.filter(({ caseId }) => caseId === id)
      .map(({ stage, deskCode, automatic }) => [stage, deskCode, automatic])
    now = MONDAY + 24 * HOUR + 60_000
    await city.app.clocks.sweep(now)
    expect(await stages()).toEqual([[1, '990101001', true]])
    await city.app.clocks.sweep(now + HOUR)
    expect(await stages()).toHaveLength(1)
    // the next working day at the same hour
    now = Date.parse('2026-03-04T10:01:00+08:00')
    await city.app.clocks.sweep(now)
    expect(await stages()).toEqual([[2, '990101', true], [1, '990101001', true]])
    now = Date.parse('2026-03-06T10:01:00+08:00')
    await city.app.clocks.sweep(now)
    expect((await stages())[0]).toEqual([3, '9901', true])
    expect((await weekOf('?week=2026-W10')).supervisions).toHaveLength(3)
    expect((await weekOf('?week=2026-W11')).supervisions).toEqual([])
    const { body: { events } } = await desk.get(`/api/cases/${id}`)
    expect(events.filter(({ kind }: { kind: string }) => kind === 'escalate')).toHaveLength(3)
  })

  it('end when the work is done', async () => {
    const id = await dispatched()
    now = MONDAY + 25 * HOUR
    await city.app.clocks.sweep(now)
    await step(unit, id, 'handle', { note: '好了' })
    now = MONDAY + 999 * HOUR
    await city.app.clocks.sweep(now)
    const { rows } = await database.query('select stage from supervisions where case_id = $1', [id])
    expect(rows).toEqual([{ stage: 1 }])
  })

  it('names a week that is none', async () => {
    expect(await desk.get('/api/supervisions?week=2026-W54')).toMatchObject({ status: 400 })
    expect(await desk.get('/api/supervisions?week=2025-W53')).toMatchObject({ status: 400, body: { field: 'week' } })
    expect(await weekOf('?week=2026-W53')).toMatchObject({
      from: '2026-12-27T16:00:00.000Z', to: '2027-01-03T16:00:00.000Z',
    })
  })
})

describe('four kinds of supervision', () => {
  it('ask each for its evidence', async () => {
    const id = await dispatched()
    const photo = { mediaType: 'image/jpeg', base64: JPEG }
    const supervise = (kind: string, body: object = {}) =>
      step(leader, id, 'supervise', { kind, stage: 2, note: '请尽快处置完毕并回复', ...body })
    expect(await supervise('instant')).toMatchObject({ status: 200 })
    expect(await supervise('written', { note: '快' })).toMatchObject({ status: 400, body: { field: 'note' } })
    expect(await supervise('written')).toMatchObject({ status: 200 })
    expect(await supervise('on-site')).toMatchObject({ status: 400, body: { field: 'photos' } })
    expect(await supervise('on-site', { photos: [photo] })).toMatchObject({ status: 400, body: { field: 'photos' } })
    const placed = { ...photo, lng: PLACES.west.lng, lat: PLACES.west.lat }
    expect(await supervise('on-site', { photos: [placed] })).toMatchObject({ status: 200 })
    expect(await supervise('referral')).toMatchObject({ status: 200 })
    expect(await supervise('yellow')).toMatchObject({ status: 400, body: { field: 'kind' } })
    const { rows } = await database.query(
      'select kind, stage, automatic, desk_code from supervisions where case_id = $1 order by id', [id],
    )
    expect(rows).toEqual(['instant', 'written', 'on-site', 'referral'].map((kind) =>
      ({ kind, stage: 2, automatic: false, desk_code: '990101' })))
  })
})

describe('cards', () => {
  it('make a red one of three yellow ones, which the unit is told of and answers', async () => {
    const yellow = async () => step(leader, await dispatched(), 'card', { kind: 'yellow', note: '逾期' })
    expect(await yellow()).toMatchObject({ status: 200 })
    now += HOUR
    expect(await yellow()).toMatchObject({ status: 200 })
    expect((await unit.get('/api/unit-cards')).body).toHaveLength(2)
    expect(await yellow()).toMatchObject({ status: 200 })
    const { body: cards } = await unit.get('/api/unit-cards')
    expect(cards.map(({ colour, countedIn }: any) => [colour, countedIn]))
      .toEqual([['red', null], ...[1, 2, 3].map(() => ['yellow', cards[0].id])])
    expect(cards[0]).toMatchObject({ unitId: 4, reason: '90 日内第 3 张黄牌', deliveredAt: null })

    expect(await unit.post(`/api/unit-cards/${cards[0].id}/deliver`)).toMatchObject({ status: 200 })
    const answered = await unit.post(`/api/unit-cards/${cards[0].id}/reply`, { reply: '已整改' })
    expect(answered).toMatchObject({ status: 200, body: { reply: '已整改', deliveredAt: new Date(now).toISOString() } })
    expect(await unit.post(`/api/unit-cards/${cards[0].id}/reply`, { reply: '又' })).toMatchObject({ status: 409 })
    expect((await unit.get('/api/unit-cards?unanswered=true')).body).toHaveLength(3)
    // what was counted once counts no more
    await yellow()
    expect((await unit.get('/api/unit-cards')).body).toHaveLength(5)
  })

  it('are for the eyes of their unit and of those above', async () => {
    const other = await city.as('unit', '990101', { unitId: 5 })
    expect((await other.get('/api/unit-cards')).body).toEqual([])
    const [card] = (await unit.get('/api/unit-cards')).body
    expect(await other.post(`/api/unit-cards/${card.id}/deliver`)).toMatchObject({ status: 404 })
    const east = await city.as('leader', '990102')
    expect((await east.get('/api/unit-cards')).body).toEqual([])
    expect((await leader.get('/api/unit-cards?unitId=4')).body).not.toEqual([])
  })

  it('do not count yellow ones that are too old', async () => {
    await database.query('delete from unit_cards')
    for (const days of [0, 1, 100]) {
      const id = await dispatched()
      now = MONDAY + days * 24 * HOUR
      await step(leader, id, 'card', { kind: 'yellow', note: '逾期' })
    }
    const colours = (await unit.get('/api/unit-cards')).body.map(({ colour }: any) => colour)
    expect(colours).toEqual(['yellow', 'yellow', 'yellow'])
  })
})

it('lets a citizen urge once a day, and a desk whenever it likes', async () => {
  const id = await dispatched()
  const actor = { type: 'citizen', id: null, name: '市民' } as const
  const urge = () => city.app.cases.take({
    caseId: id, step: 'urge', input: {}, atMs: now, taker: { ...systemTaker(), actor, role: 'citizen' },
  })
  await urge()
  await expect(urge()).rejects.toMatchObject({ statusCode: 409, code: 'URGED_TODAY' })
  expect(await step(desk, id, 'urge', {})).toMatchObject({ status: 200 })
  now = Date.parse('2026-03-03T00:00:00+08:00')
  expect((await urge()).after.urges).toBe(3)
})
