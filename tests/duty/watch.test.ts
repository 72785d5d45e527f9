import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AlarmSignal } from '../../server/alarms/alarm-desk.ts'
import { SOS_ALARM_TYPE } from '../../server/contract/api/alarms.ts'
import { MOTION_IDLE, MOTION_SOS, MOTION_STANDING } from '../../server/contract/position-frame.ts'
import type { Database } from '../../server/db/database.ts'
import { insertSmallCity } from '../live/small-city.ts'
import { buildTestApp, type TestApp } from '../support/app.ts'
import { openTestDatabase } from '../support/database.ts'

const MINUTE_MS = 60_000

let database: Database
beforeAll(async () => {
  database = await openTestDatabase()
  await insertSmallCity(database)
})
afterAll(() => database.close())

function help(workerId: number, raised: boolean): AlarmSignal {
  return {
    source: { type: 'worker', id: workerId }, type: SOS_ALARM_TYPE, severity: 'critical', message: '网格员求助 SOS',
    value: null, unit: null, atMs: Date.now(), raised, place: { lng: 116.05, lat: 40.05 },
  }
}

/** Fixes of a worker who stands still, one a minute for so long until now. */
function stand({ app }: TestApp, workerId: number, minutes: number): void {
  const nowMs = Date.now()
  for (let ago = minutes; ago >= 0; ago--) {
    const recordedAtMs = nowMs - ago * MINUTE_MS
    app.live.committed([{ workerId, lng: 116.05, lat: 40.05, recordedAtMs, settledGridId: 1 }], nowMs)
  }
}

function motionOf({ app: { live } }: TestApp, workerId: number): number {
  return live.slots.motion[live.roster.slotOfWorker.get(workerId)!]
}

async function events(workerId: number): Promise<{ state: string; from_at: Date; to_at: Date | null }[]> {
  const { rows } = await database.query<{ state: string; from_at: Date; to_at: Date | null }>(
    'select state, from_at, to_at from duty_events where worker_id = $1 order by from_at, state',
    [workerId],
  )
  return rows
}

test('a worker calls for help for as long as the alarm is not cleared, whoever clears it', async () => {
  const built = await buildTestApp(database)
  const { app } = built
  const officer = await built.headersFor('duty')
  stand(built, 11, 0)
  const [alarm] = await app.alarms.signal([help(11, true)], 'field')
  await app.feed.idle()
  expect(motionOf(built, 11)).toBe(MOTION_SOS)
  expect((await app.inject({ url: '/api/workers/11', headers: officer })).json().duty.states)
    .toEqual([{ state: 'sos', since: alarm.startedAt }])
  await app.inject({ method: 'POST', url: `/api/alarms/${alarm.id}/acknowledge`, headers: officer })
  await app.feed.idle()
  expect(motionOf(built, 11)).toBe(MOTION_SOS)
  expect((await app.inject({ url: '/api/duty/summary', headers: officer })).json()).toMatchObject({ sos: 1 })
  await app.inject({ method: 'POST', url: `/api/alarms/${alarm.id}/clear`, headers: officer })
  await app.feed.idle()
  expect(motionOf(built, 11)).toBe(MOTION_STANDING)
  await built.close()
})

test('a restart goes on with what was open, and ends what is over', async () => {
  await database.query('delete from duty_events')
  const first = await buildTestApp(database)
  stand(first, 11, 25)
  stand(first, 12, 25)
  // What the intake does of itself: the next process finds where they were.
  await database.query(
    `insert into worker_last_positions (worker_id, recorded_at, lng, lat, grid_id, grid_version_id)
     select id, now(), 116.05, 40.05, 1, 1 from workers where id in (11, 12)
     on conflict (worker_id) do update set recorded_at = excluded.recorded_at`,
  )
  await first.app.alarms.signal([help(11, true)], 'field')
  await first.app.feed.idle()
  await first.close()
  const before = await events(11)
  expect(before.map(({ state, to_at }) => [state, to_at])).toEqual([['idle', null], ['sos', null]])
  expect((await events(12)).map(({ state }) => state)).toEqual(['idle'])

  const second = await buildTestApp(database)
  expect([motionOf(second, 11), motionOf(second, 12)]).toEqual([MOTION_SOS, MOTION_IDLE])
  second.app.live.committed([{ workerId: 12, lng: 116.06, lat: 40.06, recordedAtMs: Date.now() + 1000 }], Date.now())
  expect(motionOf(second, 12)).not.toBe(MOTION_IDLE)
  await second.close()
  expect(await events(11)).toEqual(before)
  const [rest, ...none] = await events(12)
  expect([none, rest.to_at!.getTime() > rest.from_at.getTime()]).toEqual([[], true])

  await database.query('update alarms set cleared = true, cleared_at = now()')
  const third = await buildTestApp(database)
  expect(motionOf(third, 11)).toBe(MOTION_IDLE)
  await third.close()
  expect((await events(11)).map(({ state, to_at }) => [state, to_at === null])).toEqual([['idle', true], ['sos', false]])
})
