import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { openDatabase } from '../../server/db/database.ts'
import { processorMs, residentMb } from './ingest/processor-time.ts'
import { serveCity } from './ingest/served-city.ts'
import type { LoadDevice } from './ingest/plan.ts'
import type { TerminalPlan, TerminalResult } from './ingest/terminals.ts'
import { type Figures, note } from './measure.ts'

export const name = 'jt808'

const WANTED = 20_000
/** Files that a process has open beside its terminals. */
const OTHER_FILES = 250
const PERIOD_MS = 10_000
const MEASURE_MS = 60_000
const SIZE = { grids: 1229, workers: 2000 }
const cache = join(import.meta.dirname, '../../node_modules/.cache/gridwall')

/**
 * JT/T 808 boxes that are connected to one server at the same time, each with a fix every ten seconds: how long an
 * acknowledgement takes (after the commit), what share of a processor the server needs, and memory for a connection.
 * Fewer than 20,000 where the system lets a process open fewer files. With TEST_DATABASE_URL on that server.
 */
export async function run(): Promise<Figures> {
  const server = process.env.TEST_DATABASE_URL
  const dataDir = await mkdtemp(join(tmpdir(), 'gridwall-bench-'))
  const database = server === undefined ? undefined : await ownDatabase(server)
  try {
    return await measure(dataDir, database?.url)
  } finally {
    await database?.drop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function ownDatabase(server: string): Promise<{ url: string; drop(): Promise<void> }> {
  const administrator = new pg.Client({ connectionString: server })
  await administrator.connect()
  const name = `gridwall_bench_${process.pid}`
  await administrator.query(`create database ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return {
    url: url.href,
    async drop() {
      await administrator.query(`drop database if exists ${name} with (force)`)
      await administrator.end()
    },
  }
}

async function measure(dataDir: string, databaseUrl: string | undefined): Promise<Figures> {
  const options = { dataDir, databaseUrl, cacheDirectory: cache, ...SIZE }
  note('jt808: making a city')
  await (await serveCity(options)).stop()
  const terminals = await registerTerminals(dataDir, databaseUrl, Math.min(WANTED, (await mostFiles()) - OTHER_FILES))

  const served = await serveCity(options)
  const load = fork(join(import.meta.dirname, 'ingest/terminals.ts'), { execArgv: ['--import', 'tsx'] })
  try {
    const before = await residentMb(served.pid)
    const plan: TerminalPlan = {
      host: served.host, port: served.doorPort('JT/T 808'), terminals, periodMs: PERIOD_MS, measureMs: MEASURE_MS,
    }
    load.send(plan)
    const [{ connected }] = (await once(load, 'message')) as [{ connected: number }]
    note(`jt808: ${connected} of ${terminals.length} terminals have signed on`)
    const spentBefore = await processorMs(served.pid)
    const [{ result }] = (await once(load, 'message')) as [{ result: TerminalResult }]
    const spentMs = (await processorMs(served.pid)) - spentBefore
    return {
      database: databaseUrl === undefined ? 'embedded' : 'server',
      connections: result.connected,
      refused: result.refused,
      fixes_per_s: result.perSecond,
      ack_p50_ms: Math.round(result.p50Ms),
      ack_p99_ms: Math.round(result.p99Ms),
      processor_share: Number((spentMs / (MEASURE_MS + PERIOD_MS)).toFixed(2)),
      kilobytes_per_connection: Math.round(((await residentMb(served.pid)) - before) * 1000 / result.connected),
    }
  } finally {
    load.kill()
    await served.stop()
  }
}

/** Registers so many boxes, each a further tracker of some worker, and tells where they stand. */
async function registerTerminals(
  dataDir: string, databaseUrl: string | undefined, count: number,
): Promise<LoadDevice[]> {
  const database = await openDatabase({ databaseUrl, dataDir })
  try {
    const { rows } = await database.query<LoadDevice>(
      `with registered as (
         insert into trackers (key, worker_id, kind)
         select (13000000000 + n)::text, 1 + n % $2, 'box' from generate_series(1, $1) as n
         returning key, worker_id
       )
       select registered.key, st_x(st_pointonsurface(boundary)) as lng, st_y(st_pointonsurface(boundary)) as lat
         from registered join workers on workers.id = worker_id join grids on grids.id = grid_id`,
      [count, SIZE.workers],
    )
    return rows
  } finally {
    await database.close()
  }
}

/** How many files this process, and so one started by it, may have open. */
async function mostFiles(): Promise<number> {
  const limits = await readFile('/proc/self/limits', 'utf8').catch(() => '')
  return Number(/Max open files\s+(\d+)/.exec(limits)?.[1] ?? 1024)
}
