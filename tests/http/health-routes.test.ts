import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../server/db/database.ts'
import { insertSmallCity } from '../live/small-city.ts'
import { buildTestApp, type TestApp } from '../support/app.ts'
import { openTestDatabase } from '../support/database.ts'

let database: Database
let city: TestApp
beforeAll(async () => {
  database = await openTestDatabase()
  await insertSmallCity(database)
  city = await buildTestApp(database)
})
afterAll(async () => {
  await city.close()
  await database.close()
})

const health = async () => {
  const reply = await city.app.inject('/healthz')
  return [reply.statusCode, reply.json()]
}
const setAside = () =>
  city.app.intake.setAside({ receivedAtMs: Date.now(), protocol: 'osmand', deviceKey: 'a', reason: 'malformed: a', record: '' })

test('the health page tells of readings that cannot be written, and of their waiting, as of positions', async () => {
  await database.query(`
    insert into device_kinds (kind, name, name_en, alarm_type, alarm_name, alarm_name_en, severity, definition) values
      ('gauge', '水位', 'Level', 'level', '水位高', 'High', 'minor', '{"measures": [{"name": "level", "path": "$.level"}]}');
    insert into devices (id, key, kind, name, name_en, area_code, point) values
      (1, 'gauge-1', 'gauge', '表', 'Gauge', '990101001001', st_setsrid(st_makepoint(116.05, 40.05), 4326))`)
  await city.app.sensors.reload()
  const measure = () => city.app.sensors.receive('9901', 'gauge-1', Buffer.from('{"level": 1}'), Date.now())
  await database.query(`
    create function no_room_for_readings() returns trigger language plpgsql as $$
    begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$;
    create trigger no_room before insert on readings execute function no_room_for_readings()`)
  await expect(measure()).rejects.toMatchObject({ statusCode: 503 })
  // a position that is written does not make room for readings
  await setAside()
  expect(await health()).toMatchObject([503, { status: 'disk-full', lastWriteError: { sqlState: '53100' } }])
  await database.query('drop trigger no_room on readings')
  await measure()
  expect(await health()).toMatchObject([200, { status: 'ok', lastWriteError: null, rowsWaiting: 0 }])
})

test('the health page tells of a disk that was full until something can be written again', async () => {
  expect(await health()).toMatchObject([200, {
    status: 'ok', database: database.kind, workers: 3, grids: 2, rowsWaiting: 0, lastWriteError: null,
    diskFreeBytes: expect.any(Number),
  }])
  // As PostgreSQL says it of a table that it cannot extend.
  await database.query(`
    create function no_room() returns trigger language plpgsql as $$
    begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$;
    create trigger no_room before insert on quarantined_records execute function no_room()`)
  await expect(setAside()).rejects.toMatchObject({ statusCode: 503, retryAfterSeconds: 1 })
  expect(await health()).toMatchObject([503, { status: 'disk-full', lastWriteError: { at: expect.any(String), sqlState: '53100' } }])
  await database.query('drop trigger no_room on quarantined_records')
  await setAside()
  expect(await health()).toMatchObject([200, { status: 'ok', lastWriteError: null }])
})
