import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { mulberry32 } from '../../geodata/city/random.ts'
import { issueToken } from '../../server/auth/tokens.ts'
import { type Database, openDatabase } from '../../server/db/database.ts'
import { buildClient } from '../../server/start/build-client.ts'
import { insertSensorCity } from '../sensors/sensor-city.ts'
import { bundleServer, type ServerBundle } from '../support/bundle-server.ts'
import { copyOfDataDirectory, describeWithPostgis, openTestDatabase } from '../support/database.ts'
import { type FieldDevices, startFieldLoad } from '../support/field-load.ts'
import { type ServerProcess, startBundle } from '../support/server-process.ts'

const KILLS = 20
/** Every so many kills one hits a server that is still starting. */
const EARLY_EVERY = 5

const devices: FieldDevices = {
  batch: ['batch-1', 'batch-2'],
  osmand: ['osmand-1', 'osmand-2', 'osmand-3', 'osmand-4'],
  owntracks: ['zhang/phone'],
  jt808: ['13900000001', '13900000002'],
  sensorsByHttp: ['smoke-1'],
  sensorsByMqtt: ['smoke-2'],
}
const { batch, osmand, owntracks, jt808 } = devices

/** A city whose workers carry one device each; the token is of a device. */
async function insertField(database: Database): Promise<string> {
  await insertSensorCity(database)
  await database.query(`update settings set value = value || '{"simulated": false}' where key = 'city'`)
  await database.query(
    `insert into workers (id, number, name, name_en, employment, phone, device_key, grid_id, area_code)
     select 100 + i, key, key, key, 'full', '0', key, 1, '990101001001'
       from unnest($1::text[]) with ordinality as devices (key, i)`,
    [[...batch, ...osmand, ...owntracks, ...jt808]],
  )
  await database.query(`update trackers set kind = 'box' where key = any($1)`, [jt808])
  await database.query(
    `insert into devices (id, key, kind, name, name_en, area_code, point)
     select 23, 'smoke-2', kind, name, name_en, area_code, point from devices where id = 21`,
  )
  return issueToken(database, { kind: 'device', label: 'field', scopeCode: '9901' })
}

/** How often each record is stored. */
async function storedTimes(database: Database): Promise<Map<string, number>> {
  const { rows } = await database.query<{ record: string; times: number }>(`
    select device || '@' || extract(epoch from recorded_at)::bigint as record, count(*)::int as times from (
      select w.device_key as device, recorded_at from positions p join workers w on w.id = p.worker_id
      union all
      select d.key, recorded_at from readings r join devices d on d.id = r.device_id
    ) as stored group by record`)
  return new Map(rows.map(({ record, times }) => [record, times]))
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

let database: Database | undefined
let bundle: ServerBundle
let server: ServerProcess | undefined

/** Kills the server twenty times while the field sends, and compares what is stored with what was acknowledged. */
async function killUnderLoad(
  token: string, storage: readonly string[], openAgain: () => Promise<Database>,
): Promise<void> {
  const random = mulberry32(20_260_131)
  const [port, mqttPort, jt808Port] = await Promise.all([freePort(), freePort(), freePort()])
  const args = [
    ...storage, '--no-field', '--osmand-port', '0', '--owntracks-port', '0', '--admin-password', 'not needed',
    ...['--port', port, '--mqtt-port', mqttPort, '--jt808-port', jt808Port].map(String),
  ]
  const start = (): ServerProcess => (server = startBundle(bundle, args))
  const load = startFieldLoad({
    target: { url: `http://127.0.0.1:${port}`, token, mqttPort, jt808Port },
    devices,
    startMs: Date.now() - 10 * 3_600_000,
    place: { lng: 116.03, lat: 40.08 },
  })

  for (let kill = 1; kill <= KILLS; kill++) {
    const killed = start()
    if (kill % EARLY_EVERY === 0) {
      await killed.said('✓ database')
    } else {
      await killed.said('Ready after')
      await load.happened(Math.floor(random() * 300))
    }
    // The moments of records are those of commits; this makes the kill fall between them too.
    await delay(random() * 60)
    await killed.kill()
  }
  const last = start()
  await load.drain()
  await last.kill()

  const { sent, acknowledged, failures } = load.ledger
  expect(failures).toBeGreaterThan(KILLS)
  expect(acknowledged.size).toBe(sent.size)
  database = await openAgain()
  const stored = await storedTimes(database)
  const { rows: aside } = await database.query('select protocol, device_key, reason from quarantined_records limit 3')
  expect(aside).toEqual([])
  expect([...acknowledged].filter((record) => !stored.has(record))).toEqual([])
  expect([...stored].filter(([record, times]) => times > 1 || !sent.has(record))).toEqual([])
  for (const device of Object.values(devices).flat()) {
    expect([device, [...stored.keys()].some((record) => record.startsWith(`${device}@`))]).toEqual([device, true])
  }
}

beforeAll(async () => {
  // Else each of the servers would begin to build it.
  await buildClient(new AbortController().signal)
  bundle = await bundleServer()
}, 300_000)
afterEach(async () => {
  await server?.kill()
  await database?.close()
})

describe('the process, killed twenty times under load', { timeout: 900_000 }, () => {
  let dataDir: string
  beforeEach(async () => {
    dataDir = await copyOfDataDirectory()
  })
  afterEach(() => rm(dataDir, { recursive: true }))

  it('has every acknowledged record in its embedded database, and none twice', async () => {
    const empty = await openDatabase({ dataDir, durable: false })
    const token = await insertField(empty)
    await empty.close()
    await killUnderLoad(token, ['--data-dir', dataDir], () => openDatabase({ dataDir, durable: false }))
  })
})

describeWithPostgis('the process on a PostgreSQL server, killed twenty times under load', () => {
  it('has every acknowledged record in the database, and none twice', { timeout: 900_000 }, async () => {
    const opened = await openTestDatabase()
    database = opened
    const token = await insertField(opened)
    await killUnderLoad(token, ['--database-url', opened.pool.options.connectionString!], async () => opened)
  })
})
