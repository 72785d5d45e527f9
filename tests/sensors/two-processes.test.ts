import { afterAll, beforeAll, expect, test } from 'vitest'
import { mulberry32, shuffled } from '../../geodata/city/random.ts'
import type { Database } from '../../server/db/database.ts'
import { startCaseApp, type CaseApp } from '../cases/case-app.ts'
import { describeWithPostgis, openTestDatabase } from '../support/database.ts'
import { insertSensorCity } from './sensor-city.ts'

const DEVICES = 25
const RECORDS = 12

describeWithPostgis('two servers on one database', () => {
  let database: Database
  let apps: CaseApp[]

  beforeAll(async () => {
    database = await openTestDatabase()
    await insertSensorCity(database)
    await database.query(
      `insert into devices (id, key, kind, name, name_en, area_code, point)
       select 100 + n, 'd' || n, 'smoke', 'd' || n, 'd' || n, '990101001001', st_setsrid(st_makepoint(116.03, 40.08), 4326)
         from generate_series(1, $1::int) as n`,
      [DEVICES],
    )
    apps = [await startCaseApp(database), await startCaseApp(database)]
  })
  afterAll(async () => {
    for (const app of apps) await app.close()
    await database.close()
  })

  test('that are given the same records at once store each once and raise one alarm for each device', async () => {
    const startS = Math.floor(Date.now() / 1000) - 600
    const random = mulberry32(4)
    const records = Array.from({ length: DEVICES * RECORDS }, (_, index) => ({
      deviceKey: `d${1 + (index % DEVICES)}`, n: Math.floor(index / DEVICES),
    }))
    // each server is sent everything, in an order of its own; those who were told 503 send again
    await Promise.all(apps.map(async ({ app }) => {
      await Promise.all(shuffled(random, records).map(async ({ deviceKey, n }) => {
        const payload = Buffer.from(JSON.stringify({ ts: startS + n, n, smoke: 0.5 }))
        for (let tries = 0; ; tries++) {
          try {
            return await app.sensors.receive('9901', deviceKey, payload, Date.now())
          } catch (error) {
            if (tries === 5) throw error
          }
        }
      }))
    }))
    const readings = await database.query('select count(*)::int as n, count(distinct (device_id, sequence))::int as each from readings')
    expect(readings.rows).toEqual([{ n: DEVICES * RECORDS, each: DEVICES * RECORDS }])
    const alarms = await database.query(
      `select count(*)::int as n, count(distinct device_id)::int as each from alarms where type = 'smoke' and not cleared`,
    )
    // in whatever order they came, the newest record and one before it are above the threshold unless the newest came first
    expect(alarms.rows[0].n).toBe(alarms.rows[0].each)
    const states = await database.query<{ raised: boolean; alarmed: boolean }>(
      `select coalesce((rules -> 'smoke' ->> 'raised')::boolean, false) as raised,
              exists (select from alarms where alarms.device_id = device_states.device_id and not cleared) as alarmed
         from device_states`,
    )
    expect(states.rows).toHaveLength(DEVICES)
    for (const { raised, alarmed } of states.rows) expect(alarmed).toBe(raised)
    expect(states.rows.filter(({ raised }) => raised).length).toBeGreaterThan(DEVICES / 2)
  })
})
