import { latLngToCell } from 'h3-js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { History } from '../../geodata/history/history.ts'
import { dutyTable } from '../../server/catalogue/resolve-duty.ts'
import { replayCase } from '../../server/cases/replay-case.ts'
import { readTemplates } from '../../server/cases/template-repository.ts'
import { withoutChecks } from '../../server/db/bulk-load.ts'
import type { Database } from '../../server/db/database.ts'
import { buildGridIndex } from '../../server/grids/grid-index.ts'
import { createCityTime } from '../../server/org/city-time.ts'
import { cityTables, loadCity } from '../../server/start/load-city.ts'
import { findHistoryRepeats } from '../../server/start/history-repeats.ts'
import { loadConsultations } from '../../server/start/load-consultations.ts'
import { historyTables, loadHistory } from '../../server/start/load-history.ts'
import { historyRouter } from '../../server/start/route-history.ts'
import { openTestDatabase } from '../support/database.ts'
import { squareCity, squareHistory } from './square-city.ts'

/** From this case on channels have templates of their own. */
const SINCE = 3000

describe('loading a city with its history', () => {
  const city = squareCity(5)
  const until = new Date('2026-11-21T16:30:00Z')
  let history: History
  let database: Database
  beforeAll(async () => {
    database = await openTestDatabase()
    // More than two lots.
    history = squareHistory(city, 4500, until)
    const router = historyRouter(city, history, buildGridIndex(city.grids, city.areas, 1), dutyTable([]))
    const templates = await readTemplates(database)
    const repeats = findHistoryRepeats(history, city, until.getTime())
    await database.transaction(async (transaction) => {
      await withoutChecks(transaction, [...cityTables, ...historyTables], async () => {
        await loadCity(transaction, city, new Date(history.reportedAt[0]!))
        await loadHistory(transaction, city, history, router, {
          cityTime: createCityTime('Asia/Shanghai'), untilMs: until.getTime(), templates, repeats,
          templateOf: new Map([['12345', 'six-step'], ['110', 'five-step'], ['ai', 'eight-step']]),
          templatesSinceMs: history.reportedAt[SINCE]!,
        })
      })
      await loadConsultations(transaction)
    })
  })
  afterAll(() => database.close())

  const one = async (sql: string): Promise<unknown> => (await database.query(sql)).rows[0]

  it('writes every part of the city', async () => {
    expect(
      await one(`select (select count(*)::int from areas) as areas, (select count(*)::int from grids) as grids,
        (select count(*)::int from workers) as workers, (select count(*)::int from units) as units,
        (select count(*)::int from cameras) as cameras, (select count(*)::int from devices) as devices,
        (select count(*)::int from categories) as categories`),
    ).toEqual({ areas: 7, grids: 50, workers: 50, units: 6, cameras: 1, devices: 1, categories: 2 })
    const { rows } = await database.query(`select name, st_asgeojson(boundary, 17)::json as boundary from grids where id = 3`)
    expect(rows).toEqual([{ name: '第3网格', boundary: city.grids[2]!.boundary }])
  })

  it('writes every case as it was, in order', async () => {
    const { rows } = await database.query(
      `select id::int, channel, category_code, description, address, st_x(point) as lng, st_y(point) as lat, status,
         reported_at, due_at, closed_at, cell_r10::text as cell from cases order by id`,
    )
    expect(rows).toHaveLength(history.count)
    for (const index of [0, 1999, 2000, 4499]) {
      const { channel, status, closed_at: closedAt, ...row } = rows[index]
      if (status === 'closed') expect(closedAt).toEqual(new Date(history.closedAt[index]!))
      expect(row).toEqual({
        id: index + 1,
        category_code: city.categories[history.category[index]!]!.code,
        description: history.description(index),
        address: history.address(index),
        lng: history.lng[index],
        lat: history.lat[index],
        reported_at: new Date(history.reportedAt[index]!),
        due_at: new Date(history.dueAt[index]!),
        cell: String(BigInt(`0x${latLngToCell(history.lat[index]!, history.lng[index]!, 10)}`)),
      })
      expect(channel).toBeTypeOf('string')
    }
  })

  it('has logs that, played again, are their rows, whatever happened', async () => {
    const templates = await readTemplates(database)
    const { rows } = await database.query<{ kind: string; id: number }>(
      `select kind, unnest((array_agg(distinct case_id::int))[1:3]) as id from case_events group by kind`,
    )
    const kinds = new Set(rows.map(({ kind }) => kind))
    for (const kind of [
      'report', 'register', 'dispatch', 'handle', 'reply', 'check', 'revisit', 'close', 'archive', 'refuse', 'suspend',
      'resume', 'rework', 'reopen', 'merge', 'consult', 'ask-extension',
    ]) expect(kinds).toContain(kind)
    for (const { id } of rows) {
      const { stored, replayed } = (await replayCase(database, id, templates))!
      expect(replayed).toEqual(stored)
    }
  })

  it('merges repeats into a case that was under way, and tells them of its end', async () => {
    expect(
      await one(`select count(*) > 5 as many, count(*) filter (where into_case.status = 'merged')::int as chained,
          count(*) filter (where not exists (select from case_events
            where case_id = into_case.id and kind = 'merge' and detail ->> 'fromCaseId' = cases.id::text))::int as unknown,
          count(*) filter (where into_case.closed_at is not null and not exists (select from case_events
            where case_id = cases.id and kind = 'outcome'))::int as untold
        from cases join cases as into_case on into_case.id = cases.merged_into`),
    ).toEqual({ many: true, chained: 0, unknown: 0, untold: 0 })
  })

  it('keeps consultations as the log has them', async () => {
    expect(
      await one(`select count(*) > 0 as some, count(*) filter (where (state = 'open') <> (cases.pending ? 'consultation'))::int
          as wrong, bool_and(exists (select from consultation_statements where consultation_id = consultations.id)) as said
        from consultations join cases on cases.id = case_id`),
    ).toEqual({ some: true, wrong: 0, said: true })
  })

  it('gives each case the grid that covers it, and the department of its district', async () => {
    expect(
      await one(`select count(*)::int as wrong from cases
        join grids on grids.id = cases.community_grid_id
        join units on units.id = cases.unit_id
        join workers on workers.id = cases.watcher_worker_id
        where cases.provenance = 'rule' and (not st_covers(grids.boundary, cases.point) or cases.owner_grid_id <> grids.id
          or cases.area_code <> grids.area_code or units.kind <> 'sanitation'
          or not cases.area_code like units.area_code || '%' or workers.grid_id <> grids.id)`),
    ).toEqual({ wrong: 0 })
  })

  it('numbers the cases of each day of the city from one', async () => {
    expect(
      await one(`select count(*)::int as wrong from (
        select number, to_char(reported_at at time zone 'Asia/Shanghai', 'YYYYMMDD') as day,
          row_number() over (partition by (reported_at at time zone 'Asia/Shanghai')::date order by id) as sequence
        from cases) as numbered where number <> day || lpad(sequence::text, 6, '0')`),
    ).toEqual({ wrong: 0 })
  })

  it('has the events and orders that brought each plain case to its status', async () => {
    const { rows } = await database.query(
      `select status, kinds, orders from (
         select status, template,
           (select string_agg(kind, ' ' order by case_events.id) from case_events where case_id = cases.id) as kinds,
           (select string_agg(role || case when done_at is null then '' else ' done' end, ', ' order by orders.id)
            from orders where case_id = cases.id) as orders
         from cases) as told group by 1, 2, 3 having count(*) > 100 order by 1, 2`,
    )
    expect(rows).toEqual(expect.arrayContaining([
      { status: 'closed', kinds: 'report dispatch handle close', orders: 'handle done, watch done' },
      { status: 'dispatched', kinds: 'report dispatch', orders: 'handle, watch' },
      { status: 'handled', kinds: 'report dispatch handle', orders: 'handle done, watch' },
      { status: 'reported', kinds: 'report', orders: null },
    ]))
    expect(
      await one(`select count(*)::int as wrong from cases join lateral
        (select max(at) as last from case_events where case_id = cases.id) as e on true where updated_at <> last`),
    ).toEqual({ wrong: 0 })
  })

  it('leaves the tables ready for the next case', async () => {
    const { rows } = await database.query(
      `insert into cases (number, channel, category_code, description, point, cell_r10, status, urgent, reported_at, due_at,
         updated_at, area_code, routing_trail)
       values ('x', '12345', '0101', '', 'srid=4326;point(121 31)', 0, 'reported', false, now(), now(), now(), '9901', '[]')
       returning id::int`,
    )
    expect(rows).toEqual([{ id: history.count + 1 }])
    await expect(database.query("delete from categories where code = '0101'")).rejects.toMatchObject({ code: '23503' })
  })
})
