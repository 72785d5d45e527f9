import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { cachedCity } from '../../geodata/city/city-cache.ts'
import { mulberry32 } from '../../geodata/city/random.ts'
import { openDatabase } from '../../server/db/database.ts'
import { copyFloor } from './ingest/copy-floor.ts'
import type { LoadDevice, LoadPhase, LoadResult } from './ingest/plan.ts'
import { machineBusyMs, processorMs, processorMsOf, residentMb, spentMs, untilIdle } from './ingest/processor-time.ts'
import { type ServedCity, serveCity } from './ingest/served-city.ts'
import { type Figures, note } from './measure.ts'

export const name = 'ingest'

const SIZE = { seed: 1, grids: 63_684, workers: 18_794 }
const WARM_UP_MS = 4000
const MEASURE_MS = 12_000
const cache = join(import.meta.dirname, '../../node_modules/.cache/gridwall')

/**
 * Positions that the real server acknowledges as durable in a second, over real sockets from a load process of its own,
 * while it routes them to the grids of a large city and streams them to a wall: in batches of 500 over 24 connections (so
 * 12,000 positions wait for their acknowledgement at any time: more of them wait longer and bring no more through), then
 * one by one by the OsmAnd protocol over 1,000 connections. `lost` are acknowledged positions that the database does not hold;
 * `copy_floor_per_s` is what the same rows take by COPY and nothing else. With TEST_DATABASE_URL on that server, and then
 * on the embedded database. `…_us` are microseconds of processor time for a position: of the server's process and of all
 * of PostgreSQL's. `…_elsewhere` is how many processors others used meanwhile: where that is not about 0 the machine was
 * not ours, and the figures say less than they could.
 */
export async function* run(): AsyncGenerator<Figures> {
  if (process.env.TEST_DATABASE_URL !== undefined) yield await onServer(process.env.TEST_DATABASE_URL)
  else note('ingest: not measured on a server. Set TEST_DATABASE_URL=postgres://user:password@host:5432/postgres')
  yield await measure('embedded', undefined)
}

async function onServer(url: string): Promise<Figures> {
  const administrator = new pg.Client({ connectionString: url })
  await administrator.connect()
  const database = `gridwall_bench_${process.pid}`
  try {
    await administrator.query(`create database ${database}`)
    const own = new URL(url)
    own.pathname = `/${database}`
    return await measure('server', own.href)
  } finally {
    await administrator.query(`drop database if exists ${database} with (force)`)
    await administrator.end()
  }
}

async function measure(kind: 'server' | 'embedded', databaseUrl: string | undefined): Promise<Figures> {
  const dataDir = await mkdtemp(join(tmpdir(), 'gridwall-bench-'))
  try {
    note(`ingest: making a city of ${SIZE.grids} grids and ${SIZE.workers} workers, database ${kind}`)
    const devices = loadDevices()
    const served = await serveCity({ dataDir, databaseUrl, cacheDirectory: cache, ...SIZE })
    // It cuts the tiles of a large city in a thread of its own after its start.
    await untilIdle(served.pid)
    const figures = await loadOn(served, kind, devices).finally(() => served.stop())
    const { acknowledged, ...rest } = figures
    const database = await openDatabase({ databaseUrl, dataDir })
    try {
      const { rows } = await database.query<{ stored: string }>('select count(*) as stored from positions')
      return {
        database: kind,
        ...rest,
        lost: acknowledged - Number(rows[0].stored),
        copy_floor_per_s: await copyFloor(database),
      }
    } finally {
      await database.close()
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}

/** Every worker in his own grid who is always on duty: of the others nothing is kept outside their shifts. He stands
 * anywhere between its middle and one of its corners, as likely near an edge as elsewhere. */
function loadDevices(): LoadDevice[] {
  const { workers: all, grids } = cachedCity(cache, SIZE)
  const workers = all.filter(({ shiftPattern }) => shiftPattern === null)
  const cornersOf = new Map(grids.map(({ id, boundary }) => [id, boundary.coordinates[0][0].slice(1)]))
  const random = mulberry32(1)
  return workers.map(({ deviceKey, gridId }) => {
    const corners = cornersOf.get(gridId)!
    const corner = corners[Math.floor(random() * corners.length)]
    const share = Math.sqrt(random())
    const [lng, lat] = [0, 1].map((axis) => {
      const middle = corners.reduce((sum, place) => sum + place[axis], 0) / corners.length
      return middle + share * (corner[axis] - middle)
    })
    return { key: deviceKey, lng, lat }
  })
}

async function loadOn(served: ServedCity, kind: string, devices: LoadDevice[]) {
  const load = fork(join(import.meta.dirname, 'ingest/load.ts'), { execArgv: ['--import', 'tsx'] })
  const exited = once(load, 'exit')
  try {
    const common = {
      host: served.host, token: served.deviceToken, devices, rowsPerBatch: 500, warmUpMs: WARM_UP_MS, stepMs: 250,
      measureMs: MEASURE_MS, wall: { url: served.url, cookie: served.wallCookie },
    }
    const startMs = Date.now() - 100_000
    const batch = await phase(served, load, {
      ...common, kind: 'batch', port: served.port, path: '/in/positions', connections: 24, startMs,
    })
    note(`ingest: ${kind}: batches ${batch.result.perSecond}/s, acknowledged after ${ms(batch.result.p50Ms)} ms (median) and ` +
      `${ms(batch.result.p99Ms)} ms (p99); the wall was shown ${batch.result.shown} positions`)
    const single = await phase(served, load, {
      ...common, kind: 'single', port: served.doorPort('OsmAnd'), path: `/${served.deviceToken}`, connections: 1000,
      startMs: batch.result.endMs + 1000,
    })
    return {
      acknowledged: batch.result.acknowledged + single.result.acknowledged,
      batch_per_s: batch.result.perSecond,
      single_per_s: single.result.perSecond,
      ack_p50_ms: ms(batch.result.p50Ms),
      ack_p99_ms: ms(batch.result.p99Ms),
      single_p50_ms: ms(single.result.p50Ms),
      single_p99_ms: ms(single.result.p99Ms),
      refused: batch.result.refused + single.result.refused,
      wall_positions: batch.result.shown + single.result.shown,
      batch_server_us: batch.serverUs,
      batch_database_us: batch.databaseUs,
      single_server_us: single.serverUs,
      single_database_us: single.databaseUs,
      batch_elsewhere: batch.elsewhere,
      single_elsewhere: single.elsewhere,
      load_share: Number(batch.result.loadShare.toFixed(2)),
      resident_mb: Math.round(await residentMb(served.pid)),
    }
  } finally {
    load.kill()
    await exited
  }
}

async function phase(served: ServedCity, load: ReturnType<typeof fork>, plan: LoadPhase) {
  const before = await look(served, load)
  load.send(plan)
  const [result] = (await once(load, 'message')) as [LoadResult]
  const after = await look(served, load)
  const serverMs = after.serverMs - before.serverMs
  const databaseMs = spentMs(before.database, after.database)
  const elsewhereMs = after.machineMs - before.machineMs - serverMs - databaseMs - (after.loadMs - before.loadMs)
  const us = (ms: number) => Number(((ms * 1000) / result.acknowledged).toFixed(2))
  return {
    result,
    serverUs: us(serverMs),
    databaseUs: us(databaseMs),
    elsewhere: Number((elsewhereMs / (after.atMs - before.atMs)).toFixed(2)),
  }
}

async function look(served: ServedCity, load: ReturnType<typeof fork>) {
  return {
    atMs: performance.now(),
    machineMs: await machineBusyMs(),
    serverMs: await processorMs(served.pid),
    database: await processorMsOf('postgres'),
    loadMs: await processorMs(load.pid!),
  }
}

function ms(value: number): number {
  return Math.round(value * 10) / 10
}
