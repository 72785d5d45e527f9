import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { AlarmSignal } from '../../server/alarms/alarm-desk.ts'
import type { AlarmSummary } from '../../server/contract/api/alarms.ts'
import type { Database } from '../../server/db/database.ts'
import { startCaseApp, type Asker, type CaseApp } from '../cases/case-app.ts'
import { insertCaseCity, PLACES } from '../cases/case-city.ts'
import { openTestDatabase } from '../support/database.ts'

let database: Database
let caseApp: CaseApp
let duty: Asker

beforeAll(async () => {
  database = await openTestDatabase()
  await insertCaseCity(database)
  caseApp = await startCaseApp(database)
  duty = await caseApp.as('duty')
})
afterAll(async () => {
  await caseApp.close()
  await database.close()
})
beforeEach(async () => {
  await database.query('delete from alarms')
  await caseApp.app.feed.idle()
  caseApp.events.length = 0
})

const START_MS = Date.parse('2026-03-01T08:00:00Z')

function sos(over: Partial<AlarmSignal> = {}): AlarmSignal {
  return {
    source: { type: 'worker', id: 11 }, type: 'sos', severity: 'critical', message: '网格员求助 SOS', value: null, unit: null,
    atMs: START_MS, raised: true, place: PLACES.east, ...over,
  }
}
function tilt(over: Partial<AlarmSignal> = {}): AlarmSignal {
  return {
    source: { type: 'device', id: 21 }, type: 'tilt', severity: 'minor', message: '倾斜', value: 3, unit: '°', atMs: START_MS,
    raised: true, ...over,
  }
}
const signal = (...signals: AlarmSignal[]) => caseApp.app.alarms.signal(signals, 'intake')
const changes = async () => {
  await caseApp.app.feed.idle()
  return caseApp.events.map((event) => event.change)
}

describe('a worker', () => {
  test('gives the alarm where he says he is, to the desk of that place', async () => {
    const [alarm] = await signal(sos())
    expect(alarm).toMatchObject({
      sourceType: 'worker', sourceId: 11, sourceKind: 'person', sourceName: '张三', type: 'sos', ...PLACES.east,
      areaCode: '990102001001',
    })
    expect((await duty.get('/api/alarms')).body).toEqual([alarm])
  })

  test('outside all grids belongs to his own area', async () => {
    expect((await signal(sos({ place: PLACES.farOutside })))[0]).toMatchObject({ areaCode: '990101001001' })
  })

  test('without a place is where he was last, or somewhere in his grid', async () => {
    const withoutPlace = () => {
      const { place: _, ...rest } = sos({ source: { type: 'worker', id: 13 } })
      return rest
    }
    const [never] = await signal(withoutPlace())
    expect(never.lng).toBeGreaterThan(116.1)
    expect(never.areaCode).toBe('990102001001')
    await duty.post(`/api/alarms/${never.id}/clear`)
    await database.query(
      `insert into worker_last_positions (worker_id, recorded_at, lng, lat) values (13, now(), $1, $2)`,
      [PLACES.west.lng, PLACES.west.lat],
    )
    const [last] = await signal({ ...withoutPlace(), atMs: START_MS + 1 })
    expect(last).toMatchObject({ ...PLACES.west, areaCode: '990101001001' })

    const phones = await caseApp.as('device')
    const recordedAt = new Date(Date.now() + 1000).toISOString()
    await phones.post('/in/positions', { positions: [{ device: 'phone-3', ...PLACES.road, recordedAt }] })
    expect(await signal({ ...withoutPlace(), atMs: START_MS + 2 })).toMatchObject([PLACES.road])
  })

  test('who moves while the alarm holds is followed by its place, not by its area', async () => {
    const [first] = await signal(sos())
    const [second] = await signal(sos({ atMs: START_MS + 1000, place: PLACES.west }))
    expect(second).toMatchObject({ id: first.id, occurrences: 2, ...PLACES.west, areaCode: first.areaCode })
  })

  test('has one alarm of each type beside those of devices', async () => {
    const alarms = await signal(sos(), sos({ type: 'overspeed' }), tilt(), sos({ source: { type: 'worker', id: 12 } }))
    expect(new Set(alarms.map(({ id }) => id)).size).toBe(4)
    expect(await signal(sos(), tilt())).toMatchObject([{ occurrences: 2 }, { occurrences: 2 }])
  })

  test('is not cleared by a position that comes late', async () => {
    await signal(sos())
    expect(await signal(sos({ raised: false, atMs: START_MS - 60_000 }))).toEqual([])
    expect(await signal(sos({ raised: false, atMs: START_MS + 1000 }))).toMatchObject([{ cleared: true }])
  })
})

describe('signals', () => {
  test('of one source that come together are told in order, repeats as one', async () => {
    const at = (seconds: number) => START_MS + seconds * 1000
    const [ended, alarm] = await signal(
      tilt(), tilt({ atMs: at(2), severity: 'major', value: 9 }), tilt({ atMs: at(1), value: 5 }),
      tilt({ atMs: at(3), raised: false }), tilt({ atMs: at(4), value: 7 }),
    )
    expect(alarm).toMatchObject({ occurrences: 1, value: 7, cleared: false })
    expect(ended).toMatchObject({
      occurrences: 3, severity: 'major', value: 9, cleared: true, startedAt: new Date(at(0)).toISOString(),
    })
    expect((await duty.get('/api/alarms?all=true')).body).toEqual([alarm, ended])
    expect(await changes()).toEqual(['raise', 'clear', 'raise'])
  })

  test('sent again after the alarm was cleared raise nothing, newer ones do', async () => {
    const [alarm] = await signal(sos())
    await duty.post(`/api/alarms/${alarm.id}/clear`)
    expect(await signal(sos())).toEqual([])
    const [next] = await signal(sos({ atMs: START_MS + 1 }))
    expect(next.id).toBeGreaterThan(alarm.id)
  })

  test('of a source that is no more are dropped, and the others count', async () => {
    const gone = [sos({ source: { type: 'worker', id: 999 } }), tilt({ source: { type: 'device', id: 999 } })]
    expect(await signal(...gone, tilt())).toHaveLength(1)
  })

  test('of a clock that runs ahead are held to the clock of the server', async () => {
    const [alarm] = await signal(sos({ atMs: Date.now() + 3_600_000 }))
    expect(Date.parse(alarm.startedAt)).toBeLessThanOrEqual(Date.now())
  })

  test('roll back with the transaction that they are part of, and are told after its commit', async () => {
    const { app, events } = caseApp
    const failed = database.transaction(async (transaction) => {
      await app.alarms.signalWithin(transaction, [sos()], 'intake')
      throw new Error('no')
    })
    await expect(failed).rejects.toThrow('no')
    expect((await duty.get('/api/alarms?all=true')).body).toEqual([])
    await database.transaction((transaction) => app.alarms.signalWithin(transaction, [sos()], 'intake'))
    app.feed.committed()
    await app.feed.idle()
    expect(events.map(({ change }) => change)).toEqual(['raise'])
  })
})

test('the log has what happened to an alarm and by whom, but not each repeat', async () => {
  const [alarm] = await signal(tilt())
  await signal(tilt({ atMs: START_MS + 1 }))
  await signal(tilt({ atMs: START_MS + 2, severity: 'critical' }))
  await signal(tilt({ atMs: START_MS + 3, severity: 'critical' }))
  await duty.post(`/api/alarms/${alarm.id}/acknowledge`)
  await duty.post(`/api/alarms/${alarm.id}/comments`, { text: ' 已致电 ' })
  await signal(tilt({ atMs: START_MS + 4, raised: false }))
  const log = (await duty.get(`/api/alarms/${alarm.id}/events`)).body
  expect(log.map(({ kind, actor, note }: Record<string, string>) => [kind, actor, note])).toEqual([
    ['raise', 'intake', '倾斜'], ['severity', 'intake', 'critical'], ['acknowledge', 'duty-1', ''],
    ['comment', 'duty-1', '已致电'], ['clear', 'intake', ''],
  ])
  expect(await changes()).toEqual(['raise', 'repeat', 'repeat', 'repeat', 'acknowledge', 'comment', 'clear'])
})

test('an acknowledgement is told to those who want it, after the commit and once', async () => {
  const told: AlarmSummary[] = []
  const stop = caseApp.app.alarms.onAcknowledged((alarm) => told.push(alarm))
  const [alarm] = await signal(sos())
  await duty.post(`/api/alarms/${alarm.id}/acknowledge`)
  await duty.post(`/api/alarms/${alarm.id}/acknowledge`)
  await duty.post(`/api/alarms/${alarm.id}/clear`)
  await caseApp.app.feed.idle()
  stop()
  expect(told).toMatchObject([{ id: alarm.id, sourceId: 11, acknowledged: true }])
})

describe('many at once', () => {
  test('are acknowledged and cleared together, and each id is answered for', async () => {
    const [first, second] = await signal(sos(), tilt())
    await duty.post(`/api/alarms/${first.id}/acknowledge`)
    const ids = [first.id, second.id, 999_999]
    expect((await duty.post('/api/alarms/acknowledge', { ids })).body).toMatchObject({
      changed: [{ id: second.id, acknowledged: true }], unchanged: [first.id], unknown: [999_999],
    })
    expect((await duty.post('/api/alarms/clear', { ids })).body).toMatchObject({
      changed: [{ id: first.id }, { id: second.id }], unchanged: [], unknown: [999_999],
    })
    expect(await changes()).toEqual(['raise', 'raise', 'acknowledge', 'acknowledge', 'clear', 'clear'])
  })

  test('of another area are unknown', async () => {
    const [alarm] = await signal(tilt())
    const east = await caseApp.as('duty', '990102')
    expect((await east.post('/api/alarms/clear', { ids: [alarm.id] })).body).toEqual({
      changed: [], unchanged: [], unknown: [alarm.id],
    })
    expect((await east.get(`/api/alarms/${alarm.id}/events`)).status).toBe(404)
    expect((await east.post(`/api/alarms/${alarm.id}/comments`, { text: 'x' })).status).toBe(404)
    expect((await east.post(`/api/alarms/${alarm.id}/confirm`)).status).toBe(404)
  })

  test('must be some, and not the same twice', async () => {
    expect((await duty.post('/api/alarms/clear', { ids: [] })).body.field).toContain('ids')
    expect((await duty.post('/api/alarms/clear', { ids: [1, 1] })).status).toBe(400)
  })
})

test('a call for help that is not cleared is never cut off by a limit', async () => {
  const [help] = await signal(sos())
  const [newer] = await signal(tilt({ atMs: START_MS + 60_000 }))
  const ids = async () => (await duty.get('/api/alarms?limit=1')).body.map(({ id }: AlarmSummary) => id)
  expect(await ids()).toEqual([help.id])
  await duty.post(`/api/alarms/${help.id}/clear`)
  expect(await ids()).toEqual([newer.id])
})
