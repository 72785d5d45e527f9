import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig, type Config } from '../../server/config.ts'
import type { CaseSummary } from '../../server/contract/api/cases.ts'
import type { PlanRecord, PlanSummary } from '../../server/contract/api/command.ts'
import type { IndicatorTable } from '../../server/contract/api/indicators.ts'
import type { Database } from '../../server/db/database.ts'
import { ensureDemoCity } from '../../server/start/demo-city.ts'
import { type Asker, type CaseApp, startCaseApp } from '../cases/case-app.ts'
import { openTestDatabase } from '../support/database.ts'

const NOW_MS = Date.UTC(2026, 10, 20, 4)

describe('the demo city', () => {
  let dataDir: string
  let config: Config
  let database: Database
  let caseApp: CaseApp
  let admin: Asker
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'gridwall-demo-'))
    config = readConfig({ DATA_DIR: dataDir, DEMO_GRIDS: '60', DEMO_WORKERS: '80', DEMO_CASES: '3000' }, [])
    database = await openTestDatabase()
    await ensureDemoCity(database, config, new Date(NOW_MS))
    caseApp = await startCaseApp(database, () => NOW_MS)
    admin = await caseApp.as('admin')
  })
  afterAll(async () => {
    await caseApp.close()
    await database.close()
    await rm(dataDir, { recursive: true })
  })

  it('sends new cases of the express lane out by itself, and gives those of the hotline six steps', async () => {
    const { rows } = await database.query<{ category_code: string }>(
      `select category_code from duty_rules where express and area_code = '' and valid_from <= $1 and valid_to is null
         and (select not urgent from categories where code = category_code) order by id limit 1`,
      [new Date(NOW_MS)],
    )
    const { rows: [place] } = await database.query<{ lng: number; lat: number; quiet: string }>(
      `select st_x(p) as lng, st_y(p) as lat,
              (select code from categories as c where level = 3 and not urgent and code like 'Q%'
                and not exists (select from duty_rules where category_code = c.code) order by code limit 1) as quiet
         from (select st_pointonsurface(boundary) as p from grids
                where layer = 'community' and id in (select grid_id from workers) order by id limit 1) as one`,
    )
    const report = async (category: string): Promise<CaseSummary> => {
      const body = { category, description: '试', lng: place!.lng, lat: place!.lat, channel: '12345' }
      const { status, body: made } = await admin.post('/api/cases', body)
      expect(status).toBe(201)
      return made
    }
    expect(await report(rows[0]!.category_code)).toMatchObject({
      template: 'express', provenance: 'express', status: 'dispatched',
    })
    expect(await report(place!.quiet)).toMatchObject({ template: 'six-step', status: 'reported' })
  })

  it('has rules that hold, one that was replaced, and one that is still to come', async () => {
    const { rows: [counts] } = await database.query(
      `select count(*) filter (where valid_to is not null)::int as ended,
              count(*) filter (where valid_from > $1)::int as coming,
              count(*) filter (where valid_from <= $1 and valid_to is null and express)::int > 3 as express,
              bool_and(created_by = '演示 demo') as marked from duty_rules`,
      [new Date(NOW_MS)],
    )
    expect(counts).toEqual({ ended: 1, coming: 1, express: true, marked: true })
  })

  it('has plans that the server would take as they are, and none of them is switched on', async () => {
    const { body: { plans } } = await admin.get('/api/command/plans')
    expect(plans).toHaveLength(2)
    for (const { id } of plans as PlanSummary[]) {
      const { body } = await admin.get(`/api/command/plans/${id}`)
      const { version, name, nameEn, areaCode, duties, limits, broadcast, rollCall } = body as PlanRecord
      const again = await admin.put(`/api/command/plans/${id}`, {
        version, name, nameEn, areaCode, duties, limits, broadcast, rollCall,
      })
      expect([again.status, duties.length > 0, rollCall !== null]).toEqual([200, true, true])
    }
    const { rows } = await database.query('select 1 from command_activations')
    expect(rows).toEqual([])
  })

  it('has indicators that are neither empty nor perfect', async () => {
    const { body } = await admin.get('/api/indicators?by=total&from=2026-01-01&to=2026-11-19')
    const { values } = (body as IndicatorTable).rows[0]!
    const valueOf = (code: string): number => values[code]!.value!
    for (const code of ['response-rate', 'solution-rate', 'satisfaction-rate', 'right-dispatch-rate', 'on-time-closing-rate']) {
      expect([code, valueOf(code) > 70 && valueOf(code) < 100]).toEqual([code, true])
    }
    for (const code of ['rework-rate', 'refusal-rate', 'repeat-rate']) {
      expect([code, valueOf(code) > 0 && valueOf(code) < 10]).toEqual([code, true])
    }
  })

  it('looks back at last month, and at complaints that repeat', async () => {
    await caseApp.app.lookback.sweep()
    const { body: list } = await admin.get('/api/lookback')
    expect(list.counts.open).toBeGreaterThan(0)
    const { rows: [seen] } = await database.query<{ behind: number }>(
      `select (select max(id) from cases) - (value #>> array[]::text[])::bigint as behind from settings where key = 'repeats-seen'`,
    )
    expect(Number(seen!.behind)).toBe(0)
  })

  it('does not put back what somebody has taken away', async () => {
    await database.query('truncate command_plans cascade')
    await ensureDemoCity(database, config, new Date(NOW_MS))
    expect((await database.query('select 1 from command_plans')).rows).toEqual([])
  })
})
