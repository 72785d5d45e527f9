import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { takeTrackBlocks, type TrackBlock } from '../../server/contract/track-columns.ts'
import { type Database, openDatabase } from '../../server/db/database.ts'
import { migrate } from '../../server/db/migrate.ts'
import { playBack } from '../../server/tracks/playback.ts'
import { serveCity, type ServedCity } from './ingest/served-city.ts'
import { type Figures, note, timingOf } from './measure.ts'
import { forgetPages } from './tracks/forget-pages.ts'
import { storeFixes } from './tracks/make-day.ts'

export const name = 'tracks'

const WORKERS = 18_794
const GRIDS = 4000
/** The workers of one district. */
const SHARE = 15
const HOUR_MS = 3_600_000
const ROUNDS = 7
const cache = join(import.meta.dirname, '../../node_modules/.cache/gridwall')

/**
 * How long one district's hour of a large city takes to be played back. On the server that TEST_DATABASE_URL names, over
 * HTTP from the real one in a process of its own: the table holds a shift of eight hours of all 18,794 workers, the hour
 * that is asked for with a fix per 10 s and the others with one per minute, and the district is a fifteenth of the
 * workers. `cold_ms`: after the operating system was made to forget the table; null where it may not be. On the embedded
 * database: the same hour of a district that is the whole city, and how long others wait for a statement meanwhile.
 */
export async function* run(): AsyncGenerator<Figures> {
  if (process.env.TEST_DATABASE_URL !== undefined) yield await onServer(process.env.TEST_DATABASE_URL)
  else note('tracks: not measured on a server. Set TEST_DATABASE_URL=postgres://user:password@host:5432/postgres')
  yield await onEmbedded()
}

/** Two o'clock (UTC) of yesterday. */
const shiftFromMs = Math.floor(Date.now() / 86_400_000 - 1) * 86_400_000 + 2 * HOUR_MS
/** In the middle of the shift. */
const hourFromMs = shiftFromMs + 4 * HOUR_MS

async function onServer(url: string): Promise<Figures> {
  const administrator = new pg.Client({ connectionString: url })
  await administrator.connect()
  const own = new URL(url)
  own.pathname = `/gridwall_bench_${process.pid}`
  const dataDir = await mkdtemp(join(tmpdir(), 'gridwall-bench-'))
  try {
    await administrator.query(`create database ${own.pathname.slice(1)}`)
    note(`tracks: making a city of ${GRIDS} grids and ${WORKERS} workers`)
    const served = await serveCity({ dataDir, databaseUrl: own.href, cacheDirectory: cache, grids: GRIDS, workers: WORKERS })
    const database = await openDatabase({ databaseUrl: own.href, dataDir })
    try {
      return await playOn(served, database)
    } finally {
      await database.close()
      await served.stop()
    }
  } finally {
    await administrator.query(`drop database if exists ${own.pathname.slice(1)} with (force)`)
    await administrator.end()
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function playOn(served: ServedCity, database: Database): Promise<Figures> {
  const { rows: workers } = await database.query<{ id: number }>('select id from workers order by id')
  const workerIds = workers.map(({ id }) => id)
  const { rows: [district] } = await database.query<{ code: string; workers: number }>(
    `select substr(area_code, 1, 6) as code, count(*)::int as workers from workers
      group by 1 order by abs(count(*) - $1) limit 1`,
    [Math.round(WORKERS / SHARE)],
  )
  // The demo city has districts of its own size: the one that is nearest is made a fifteenth.
  const chosen = await resize(database, district.code, Math.round(WORKERS / SHARE))
  let stored = 0
  for (let hour = 0; hour < 8; hour++) {
    const fromMs = shiftFromMs + hour * HOUR_MS
    stored += await storeFixes(database, { workerIds, fromMs, minutes: 60, everyS: fromMs === hourFromMs ? 10 : 60 })
    note(`tracks: ${stored} positions are stored`)
  }
  const table = `positions_${new Date(hourFromMs).toISOString().slice(0, 10).replaceAll('-', '_')}`
  await database.query(`vacuum (analyze) ${table}`)

  const isCold = await forgetPages(database, table)
  const cold = await ask(served, district.code)
  const warm: Awaited<ReturnType<typeof ask>>[] = []
  for (let round = 0; round < ROUNDS; round++) warm.push(await ask(served, district.code))
  if (cold.fixes !== chosen * 360) throw new Error(`Got ${cold.fixes} fixes, expected ${chosen * 360}.`)
  const total = timingOf(warm.map(({ totalMs }) => totalMs))
  return {
    database: 'server',
    stored,
    workers: chosen,
    fixes: cold.fixes,
    bytes: cold.bytes,
    cold_ms: isCold ? Math.round(cold.totalMs) : null,
    warm_ms: Math.round(total.medianMs),
    warm_min_ms: Math.round(total.minMs),
    first_block_ms: Math.round(timingOf(warm.map(({ firstMs }) => firstMs)).medianMs),
  }
}

/** Moves workers in or out of a district until it has `wanted`; returns how many it has. */
async function resize(database: Database, code: string, wanted: number): Promise<number> {
  const { rows: [{ inside, outside }] } = await database.query<{ inside: string; outside: string }>(
    `select min(area_code) filter (where starts_with(area_code, $1)) as inside,
            min(area_code) filter (where not starts_with(area_code, $1)) as outside from workers`,
    [code],
  )
  await database.query(
    `update workers set area_code = case when rank <= $2 then $3 else $4 end
       from (select id, row_number() over (order by not starts_with(area_code, $1), hashint4(id)) as rank from workers) as ranked
      where ranked.id = workers.id and (rank <= $2) <> starts_with(area_code, $1)`,
    [code, wanted, inside, outside],
  )
  const { rows } = await database.query<{ workers: number }>(
    'select count(*)::int as workers from workers where starts_with(area_code, $1)', [code],
  )
  return rows[0].workers
}

/** Asks for the hour over HTTP and reads it to its end, as a browser does. */
async function ask(served: ServedCity, area: string) {
  const [from, to] = [hourFromMs, hourFromMs + HOUR_MS].map((atMs) => new Date(atMs).toISOString())
  const start = performance.now()
  const reply = await fetch(`${served.url}/api/playback?area=${area}&from=${from}&to=${to}`, {
    headers: { cookie: served.officerCookie },
  })
  if (!reply.ok) throw new Error(`Got ${reply.status}: ${await reply.text()}`)
  const blocks: TrackBlock[] = []
  let rest: Uint8Array<ArrayBuffer> = new Uint8Array(0)
  let firstMs = 0
  let bytes = 0
  for await (const chunk of reply.body!) {
    bytes += chunk.byteLength
    const joined = new Uint8Array(rest.byteLength + chunk.byteLength)
    joined.set(rest)
    joined.set(chunk, rest.byteLength)
    const taken = takeTrackBlocks(joined)
    rest = taken.rest
    blocks.push(...taken.blocks)
    if (firstMs === 0 && blocks.length > 0) firstMs = performance.now() - start
  }
  const fixes = blocks.reduce((sum, block) => sum + block.afterMs.length, 0)
  return { totalMs: performance.now() - start, firstMs, bytes, fixes }
}

async function onEmbedded(): Promise<Figures> {
  const dataDir = await mkdtemp(join(tmpdir(), 'gridwall-bench-'))
  const database = await openDatabase({ dataDir, durable: false })
  try {
    await migrate(database)
    const workerIds = Array.from({ length: Math.round(WORKERS / SHARE) }, (_, k) => k + 1)
    const stored = await storeFixes(database, { workerIds, fromMs: hourFromMs, minutes: 60, everyS: 10 })
    await database.query('vacuum (analyze) positions')
    note(`tracks: ${stored} positions are stored in the embedded database`)
    const waitsMs: number[] = []
    const over = new AbortController()
    const waiting = waitInTurn(database, over.signal, waitsMs)
    const start = performance.now()
    let bytes = 0
    const question = { workerIds, fromMs: hourFromMs, toMs: hourFromMs + HOUR_MS, keptFromMs: 0 }
    for await (const block of playBack(database, question)) bytes += block.byteLength
    const totalMs = performance.now() - start
    over.abort()
    await waiting
    return {
      database: 'embedded', stored, workers: workerIds.length, fixes: stored, bytes, warm_ms: Math.round(totalMs),
      longest_wait_ms: Math.round(Math.max(...waitsMs)),
    }
  } finally {
    await database.close()
    await rm(dataDir, { recursive: true, force: true })
  }
}

/** Asks for next to nothing over and over, and notes how long each answer took. */
async function waitInTurn(database: Database, signal: AbortSignal, waitsMs: number[]): Promise<void> {
  while (!signal.aborted) {
    const start = performance.now()
    await database.query('select 1')
    waitsMs.push(performance.now() - start)
  }
}
