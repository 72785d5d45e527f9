import { afterAll, beforeAll, expect, test } from 'vitest'
import type { City } from '../../geodata/city/city.ts'
import { DEVICE_KINDS } from '../../geodata/city/things/device-kinds.ts'
import type { Database } from '../../server/db/database.ts'
import { ensureDemoSensors } from '../../server/start/ensure-sensors.ts'
import { insertSmallCity } from '../live/small-city.ts'
import { openTestDatabase } from '../support/database.ts'

let database: Database

beforeAll(async () => {
  database = await openTestDatabase()
  await insertSmallCity(database)
  // as an earlier release has left it; an administrator has described the noise monitors since
  await database.query(
    `insert into device_kinds (kind, name, name_en, alarm_type, alarm_name, alarm_name_en, severity, definition)
     select kind, kind, kind, kind, kind, kind, 'minor', case kind when 'noise' then '{"sequence": "$.own"}' else '{}' end::jsonb
       from unnest($1::text[]) as kind`,
    [DEVICE_KINDS.slice(0, 14).map(({ kind }) => kind)],
  )
  await database.query(
    `insert into devices (id, key, kind, name, name_en, area_code, point)
     values (7, 'smoke-00007', 'smoke', '烟感', 'Smoke', '990101001001', st_setsrid(st_makepoint(116.05, 40.05), 4326))`,
  )
})
afterAll(() => database.close())

const city = {
  devices: ['smoke', 'drone', 'gas_meter'].map((kind, index) => ({
    id: index + 1, key: `${kind}-1`, kind, name: kind, nameEn: kind, areaCode: '990101001001', point: [116.05, 40.05],
  })),
} as unknown as City

test('a demo city of an earlier release gets what its sensors lack, and keeps what an administrator wrote', async () => {
  let asked = 0
  const ensure = () => ensureDemoSensors(database, () => {
    asked++
    return city
  })
  await ensure()
  const kinds = await database.query<{ kind: string; definition: object }>('select kind, definition from device_kinds')
  const definitions = Object.fromEntries(kinds.rows.map(({ kind, definition }) => [kind, definition]))
  expect(definitions).toEqual({
    ...Object.fromEntries(DEVICE_KINDS.map(({ kind, definition }) => [kind, definition])), noise: { sequence: '$.own' },
  })
  const devices = await database.query('select id, key from devices order by id')
  expect(devices.rows).toEqual([{ id: 7, key: 'smoke-00007' }, { id: 8, key: 'drone-1' }, { id: 9, key: 'gas_meter-1' }])

  await ensure()
  expect((await database.query('select from devices')).rows).toHaveLength(3)
  expect(asked).toBe(1)
})
