import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { latLngToCell } from 'h3-js'
import pg from 'pg'
import { io, type Socket } from 'socket.io-client'
import { cachedCity } from '../../geodata/city/city-cache.ts'
import { mulberry32, pick, type Random } from '../../geodata/city/random.ts'
import type { CasePage } from '../../server/contract/api/cases.ts'
import type { CityRecord } from '../../server/contract/api/city.ts'
import type { IndicatorTable } from '../../server/contract/api/indicators.ts'
import { type FeedEvent, LIVE_NAMESPACE } from '../../server/contract/live.ts'
import { untilIdle } from './ingest/processor-time.ts'
import { serveCity, type ServedCity } from './ingest/served-city.ts'
import { type Figures, note } from './measure.ts'

export const name = 'cases'

const SIZE = { seed: 1, grids: 4000, workers: 18_794 }
const CASES = 2_000_000
const CONNECTIONS = 32
const WARM_UP_MS = 3000
const MEASURE_MS = 15_000
const QUESTIONS = 200
const DAY_MS = 86_400_000
const cache = join(import.meta.dirname, '../../node_modules/.cache/gridwall')

/**
 * Cases at the size of the largest city, on the server that TEST_DATABASE_URL names, over HTTP from the real one in a
 * process of its own. `created_per_s`: reports over 32 connections that are answered, which is after they were routed,
 * committed and given their number; `pushed` of them had reached a desk's socket when the last was answered and a second
 * had gone. `list_ms_…` and `count_ms_…`: pages of a hundred cases of two million, and how many there are, by seeded
 * filters of area, category, status and time, as often as not several at once; `page_ms_…`: the page after the first;
 * `any_…`: by all filters that there are. `indicators_…`: all indicators of a year or a month by a dimension, the lists
 * behind their numbers, and rankings of a year; each dimension and each subject a few times.
 */
export async function run(): Promise<Figures> {
  const url = process.env.TEST_DATABASE_URL
  if (url === undefined) {
    note('cases: not measured. Set TEST_DATABASE_URL=postgres://user:password@host:5432/postgres')
    return { cases: null, created_per_s: null, list_ms_median: null, count_ms_median: null }
  }
  const administrator = new pg.Client({ connectionString: url })
  await administrator.connect()
  const own = new URL(url)
  own.pathname = `/gridwall_bench_${process.pid}`
  const dataDir = await mkdtemp(join(tmpdir(), 'gridwall-bench-'))
  try {
    await administrator.query(`create database ${own.pathname.slice(1)}`)
    note(`cases: making a city of ${SIZE.grids} grids with ${CASES} cases`)
    const served = await serveCity({ dataDir, databaseUrl: own.href, cacheDirectory: cache, cases: CASES, ...SIZE })
    try {
      await untilIdle(served.pid)
      const asked = await ask(served)
      return { cases: CASES, ...(await create(served)), ...asked }
    } finally {
      await served.stop()
    }
  } finally {
    await administrator.query(`drop database if exists ${own.pathname.slice(1)} with (force)`)
    await administrator.end()
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function create(served: ServedCity): Promise<Figures> {
  const { grids, categories } = cachedCity(cache, SIZE)
  const items = categories.filter(({ level }) => level === 3)
  const random = mulberry32(7)
  const pushed = new Set<number>()
  const socket = watchFeed(served, (event) => {
    if (event.topic === 'case' && event.change === 'report') pushed.add(event.case.id)
  })
  await new Promise<void>((resolve) => socket.once('connect', resolve))
  await socket.emitWithAck('feed:since', 0)

  const begin = performance.now() + WARM_UP_MS
  const end = begin + MEASURE_MS
  const created: number[] = []
  const latenciesMs: number[] = []
  await Promise.all(Array.from({ length: CONNECTIONS }, async () => {
    while (performance.now() < end) {
      const [lng, lat] = pick(random, grids).boundary.coordinates[0][0][0]
      const body = { category: pick(random, items).code, description: '压力测试', channel: '12345', lng, lat }
      const sentAt = performance.now()
      const reply = await fetch(`${served.url}/api/cases`, {
        method: 'POST', body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', authorization: `Bearer ${served.deviceToken}` },
      })
      if (reply.status !== 201) throw new Error(`A report was answered ${reply.status}: ${await reply.text()}`)
      const { id } = (await reply.json()) as { id: number }
      const now = performance.now()
      if (now < begin || now > end) continue
      created.push(id)
      latenciesMs.push(now - sentAt)
    }
  }))
  await new Promise((resolve) => setTimeout(resolve, 1000))
  socket.close()
  return {
    created_per_s: Math.round((created.length / MEASURE_MS) * 1000),
    create_ms_median: quantile(latenciesMs, 0.5),
    create_ms_p99: quantile(latenciesMs, 0.99),
    not_pushed: created.filter((id) => !pushed.has(id)).length,
  }
}

function watchFeed(served: ServedCity, heard: (event: FeedEvent) => void): Socket {
  const socket = io(served.url + LIVE_NAMESPACE, {
    transports: ['websocket'], extraHeaders: { cookie: served.officerCookie },
  })
  socket.on('feed', heard)
  return socket
}

async function ask(served: ServedCity): Promise<Figures> {
  const get = async <Reply>(path: string): Promise<Reply> => {
    const reply = await fetch(served.url + path, { headers: { cookie: served.officerCookie } })
    if (reply.status !== 200) throw new Error(`${path} was answered ${reply.status}: ${await reply.text()}`)
    return (await reply.json()) as Reply
  }
  const city = await get<CityRecord>('/api/city')
  const random = mulberry32(11)
  const times = { list: [] as number[], page: [] as number[], count: [] as number[] }
  const anyTimes = { list: [] as number[], page: [] as number[], count: [] as number[] }
  const timed = async <Reply>(into: number[], path: string): Promise<Reply> => {
    const start = performance.now()
    const reply = await get<Reply>(path)
    into.push(performance.now() - start)
    return reply
  }
  for (let i = -20; i < QUESTIONS * 2; i++) {
    // the first ones warm up
    const into = i < 0 ? { list: [], page: [], count: [] } : i % 2 === 0 ? times : anyTimes
    const filter = filterOf(city, random)
    if (i % 2 !== 0) narrow(filter, city, random)
    const { nextBefore } = await timed<CasePage>(into.list, `/api/cases?limit=100&${filter}`)
    if (nextBefore !== null) await timed(into.page, `/api/cases?limit=100&before=${nextBefore}&${filter}`)
    await timed(into.count, `/api/cases/count?${filter}`)
  }
  const year = { table: [] as number[], list: [] as number[], month: [] as number[], scores: [] as number[] }
  const day = (ago: number) => new Date(Date.now() - ago * DAY_MS).toISOString().slice(0, 10)
  for (const by of ['total', 'district', 'street', 'class', 'unit', 'channel', 'month', 'watcher']) {
    for (const filter of ['', `&area=${pick(random, city.areas.filter(({ level }) => level === 'district')).code}`]) {
      const of = `from=${day(364)}&to=${day(0)}&by=${by}${filter}`
      const { rows } = await timed<IndicatorTable>(year.table, `/api/indicators?${of}`)
      await timed(year.month, `/api/indicators?from=${day(60)}&to=${day(30)}&by=${by}${filter}`)
      const { key } = pick(random, rows)
      for (const code of ['closed', 'closed-late', 'on-time-closing-rate', 'mean-days']) {
        await timed(year.list, `/api/indicators/${code}/cases?${of}&part=numerator&key=${encodeURIComponent(key)}`)
      }
    }
  }
  for (const subject of ['person', 'matter', 'case', 'unit', 'street', 'district']) {
    for (let i = 0; i < 2; i++) {
      await timed(year.scores, `/api/indicators/scores?subject=${subject}&from=${day(364)}&to=${day(0)}`)
    }
  }
  return {
    list_ms_median: quantile(times.list, 0.5),
    list_ms_p99: quantile(times.list, 0.99),
    page_ms_median: quantile(times.page, 0.5),
    page_ms_p99: quantile(times.page, 0.99),
    count_ms_median: quantile(times.count, 0.5),
    count_ms_p99: quantile(times.count, 0.99),
    any_list_ms_median: quantile(anyTimes.list, 0.5),
    any_list_ms_p99: quantile(anyTimes.list, 0.99),
    any_count_ms_median: quantile(anyTimes.count, 0.5),
    any_count_ms_p99: quantile(anyTimes.count, 0.99),
    indicators_year_ms_median: quantile(year.table, 0.5),
    indicators_year_ms_max: quantile(year.table, 1),
    indicators_month_ms_median: quantile(year.month, 0.5),
    indicators_list_ms_median: quantile(year.list, 0.5),
    indicators_list_ms_max: quantile(year.list, 1),
    scores_year_ms_median: quantile(year.scores, 0.5),
    scores_year_ms_max: quantile(year.scores, 1),
  }
}

/** Adds one or two of the conditions by which a desk looks for its own. */
function narrow(filter: URLSearchParams, { areas, units, centre }: CityRecord, random: Random): void {
  const add: (() => void)[] = [
    () => filter.set('desk', pick(random, areas).code),
    () => filter.set('mine', String(random() < 0.5)),
    () => filter.set('unit', String(pick(random, units).id)),
    () => filter.set('colour', pick(random, ['red', 'yellow', 'green', 'yellow,red'])),
    () => filter.set('mode', pick(random, ['normal', 'war'])),
    () => filter.set('template', pick(random, ['standard', 'express', 'six-step'])),
    () => filter.set('suspended', String(random() < 0.5)),
    () => filter.set('round', pick(random, ['1', '2'])),
    () => filter.set('cell', latLngToCell(centre[1] + random() / 20, centre[0] + random() / 20, pick(random, [6, 8, 9]))),
  ]
  pick(random, add)()
  if (random() < 0.5) pick(random, add)()
}

/** What officers and leaders ask for: some area, some matters, some statuses, some time, each half of the time. */
function filterOf({ areas, categories }: CityRecord, random: Random): URLSearchParams {
  const filter = new URLSearchParams()
  if (random() < 0.5) filter.set('area', pick(random, areas.filter(({ level }) => level !== 'city')).code)
  if (random() < 0.5) filter.set('category', pick(random, categories).code)
  if (random() < 0.5) filter.set('status', pick(random, ['open', 'closed', 'reported', 'dispatched,handled']))
  if (random() < 0.5) {
    const days = pick(random, [1, 7, 30, 180])
    const toMs = Date.now() - random() * 180 * DAY_MS
    filter.set('from', new Date(toMs - days * DAY_MS).toISOString())
    filter.set('to', new Date(toMs).toISOString())
  }
  return filter
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return Number((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN).toFixed(1))
}
