import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DEVICE_KINDS } from '../../geodata/city/things/device-kinds.ts'
import { issueToken } from '../../server/auth/tokens.ts'
import type { Database } from '../../server/db/database.ts'
import { insertSmallCity } from '../live/small-city.ts'
import { buildTestApp, type TestApp } from '../support/app.ts'
import { openTestDatabase } from '../support/database.ts'
import { describeWithPrograms } from '../support/require-program.ts'
import { commandsOf, patternOf, runInShell } from './run-commands.ts'

const page = join(import.meta.dirname, '../../docs/devices.md')

describeWithPrograms('docs/devices.md', ['bash', 'curl', 'nc', 'mosquitto_pub', 'od'], () => {
  let database: Database
  let city: TestApp
  let env: Record<string, string>
  beforeAll(async () => {
    database = await openTestDatabase()
    await insertSmallCity(database)
    const smoke = DEVICE_KINDS.find(({ kind }) => kind === 'smoke')!
    await database.query(
      `insert into device_kinds (kind, name, name_en, alarm_type, alarm_name, alarm_name_en, severity, definition)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [smoke.kind, smoke.name, smoke.nameEn, smoke.alarmType, smoke.alarmName, smoke.alarmNameEn, smoke.severity,
        JSON.stringify({ ...smoke.definition, rules: [] })],
    )
    await database.query(
      `insert into devices (id, key, kind, name, name_en, area_code, point)
       values (1, 'smoke-1', 'smoke', '烟感', 'Smoke', '990101001001', st_setsrid(st_makepoint(116.05, 40.05), 4326))`,
    )
    await database.query(`insert into trackers (key, worker_id, kind) values ('13800000001', 12, 'box'), ('zhang/phone', 11, 'phone')`)
    city = await buildTestApp(database)
    await city.app.listen({ host: '127.0.0.1', port: 0 })
    const doors = await city.app.fieldDoors.openAll('127.0.0.1')
    const portOf = (name: string) => String(doors.find((door) => door.name === name)!.port)
    env = {
      HOST: '127.0.0.1', PHONE: 'phone-1', BOX: '13800000001', SENSOR: 'smoke-1',
      TOKEN: await issueToken(database, { kind: 'device', label: 'docs', scopeCode: '9901' }),
      HTTP_PORT: String((city.app.server.address() as AddressInfo).port),
      OSMAND_PORT: portOf('OsmAnd'), OWNTRACKS_PORT: portOf('OwnTracks'), JT808_PORT: portOf('JT/T 808'), MQTT_PORT: portOf('MQTT'),
    }
  })
  afterAll(async () => {
    await city?.close()
    await database?.close()
  })

  it('each command prints what the page says, and what was taken is stored', async () => {
    const commands = commandsOf(await readFile(page, 'utf8'))
    expect(commands.length).toBeGreaterThan(8)
    const printed = await runInShell(commands.map(({ command }) => command), env)
    for (const [i, { heading, expected }] of commands.entries()) {
      expect(printed[i], heading).toMatch(patternOf(expected))
    }

    const { rows } = await database.query<{ protocol: string; fixes: number }>(
      'select protocol, count(*)::int as fixes from positions group by protocol order by protocol',
    )
    expect(rows).toEqual([
      { protocol: 'batch', fixes: 3 }, { protocol: 'gpx', fixes: 2 }, { protocol: 'jt808', fixes: 2 }, { protocol: 'osmand', fixes: 2 },
      { protocol: 'osmand-json', fixes: 1 }, { protocol: 'owntracks', fixes: 2 },
    ])
    const readings = await database.query('select value from readings where device_id = 1')
    expect(readings.rows).toHaveLength(2)
    const sos = await database.query(`select from alarms where worker_id = 11 and type = 'sos' and not cleared`)
    expect(sos.rowCount).toBe(1)
  })
})
