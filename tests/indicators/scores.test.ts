import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ScoreRow } from '../../server/contract/api/indicators.ts'
import type { Database } from '../../server/db/database.ts'
import { FIRST_WEIGHTS } from '../../server/indicators/score-weights.ts'
import { startCaseApp, type Asker, type CaseApp } from '../cases/case-app.ts'
import { insertCaseCity } from '../cases/case-city.ts'
import { openTestDatabase } from '../support/database.ts'

const NOW_MS = Date.parse('2026-04-02T12:00:00+08:00')
const MARCH = 'from=2026-03-01&to=2026-03-31'

describe('scores and the bulletin', () => {
  let database: Database
  let caseApp: CaseApp
  let admin: Asker
  let leader: Asker
  let west: Asker

  beforeAll(async () => {
    database = await openTestDatabase()
    await insertCaseCity(database)
    // unit 4: ten cases in time, of which one reworked; unit 3: of four cases one late, one open and past its time
    const rows = [
      ...Array.from({ length: 10 }, (_, at) => ({ unit: 4, hours: 5, reworks: at === 0 ? 1 : 0, satisfied: at < 8 })),
      { unit: 3, hours: 30, reworks: 0, satisfied: null }, { unit: 3, hours: null, reworks: 0, satisfied: null },
      { unit: 3, hours: 2, reworks: 0, satisfied: null }, { unit: 3, hours: 2, reworks: 0, satisfied: null },
    ]
    for (const [at, { unit, hours, reworks, satisfied }] of rows.entries()) {
      await database.query(
        `insert into cases (number, channel, category_code, description, point, cell_r10, status, urgent, reported_at,
           due_at, updated_at, area_code, desk_code, unit_id, watcher_worker_id, routing_trail, dispatches, reworks, satisfied,
           dispatched_at, handled_at, closed_at)
         select $1, 'app', 'M06001', 'x', st_setsrid(st_makepoint(116.03, 40.08), 4326), 1,
           case when $3::int is null then 'dispatched' else 'closed' end, false, t, t + interval '24 hours', t,
           '990101001001', '990101001001', $2, 11, '[]', 1, $4, $5, t, ended, ended
          from (select t, t + $3::int * interval '1 hour' as ended
                  from (values (timestamptz '2026-03-10T08:00:00Z')) as v (t)) as w`,
        [`n${at}`, unit, hours, reworks, satisfied],
      )
    }
    caseApp = await startCaseApp(database, () => NOW_MS)
    admin = await caseApp.as('admin')
    leader = await caseApp.as('leader')
    west = await caseApp.as('leader', '990101')
  })
  afterAll(async () => {
    await caseApp.close()
    await database.close()
  })

  test('a unit\u2019s score is the weighted mean of its shares, and each part is shown', async () => {
    const { body } = await leader.get(`/api/indicators/scores?subject=unit&${MARCH}`)
    const [first, second] = body.rows as ScoreRow[]
    expect([first.key, first.rank, first.name, first.cases]).toEqual(['4', 1, '西区环卫', 10])
    // on time 40 of 40, closed 20 of 20, satisfied 16 of 20, not reworked 9 of 10, not refused 10 of 10
    expect(first.parts.map(({ points }) => points)).toEqual([40, 20, 16, 9, 10])
    expect(first.score).toBe(95)
    // nobody was asked: satisfaction does not count, and 80 is all there is
    expect(second.parts.map(({ points }) => points)).toEqual([20, 15, null, 10, 10])
    expect(second.score).toBe(68.75)
    expect(second.parts[0].measure).toEqual({ numerator: 2, denominator: 4, value: 50 })
    expect(body.ranked).toBe(2)
  })

  test('cases are ranked from the worst, few cases can be left out, a person is scored by what he did', async () => {
    const { body: worst } = await leader.get(`/api/indicators/scores?subject=case&order=worst&limit=2&${MARCH}`)
    // of the open one only that it is late and rightly sent is known: 10 of 50; of the late one 20 + 10 of 70
    expect(worst.rows.map(({ name, score }: ScoreRow) => [name, score])).toEqual([['n11', 20], ['n10', 42.85]])
    const { body: few } = await leader.get(`/api/indicators/scores?subject=unit&fewest=5&${MARCH}`)
    expect(few.rows.map(({ key }: ScoreRow) => key)).toEqual(['4'])
    const { body: people } = await leader.get(`/api/indicators/scores?subject=person&role=watcher&${MARCH}`)
    expect(people.rows).toMatchObject([{ key: '11', name: '张三', cases: 14 }])
  })

  test('weights are data: other weights, another score; what cannot be scored is refused by name', async () => {
    expect((await leader.get('/api/indicators/weights')).body).toEqual(FIRST_WEIGHTS)
    const only = { ...FIRST_WEIGHTS, unit: [{ code: 'satisfaction-rate', weight: 3 }] }
    expect((await leader.put('/api/indicators/weights', only)).status).toBe(403)
    expect((await admin.put('/api/indicators/weights', only)).status).toBe(200)
    const { body } = await leader.get(`/api/indicators/scores?subject=unit&${MARCH}`)
    expect(body.rows.map(({ key, score }: ScoreRow) => [key, score])).toEqual([['4', 80]])
    for (const code of ['mean-days', 'closed', 'nonsense']) {
      const wrong = { ...only, unit: [{ code, weight: 1 }] }
      const { status, body: error } = await admin.put('/api/indicators/weights', wrong)
      expect([status, error.field, error.value]).toEqual([400, 'unit[0].code', code])
    }
    expect((await leader.delete('/api/indicators/weights')).status).toBe(403)
    expect((await admin.delete('/api/indicators/weights')).body).toEqual(FIRST_WEIGHTS)
    expect((await leader.get('/api/indicators/weights')).body).toEqual(FIRST_WEIGHTS)
    const { rows } = await database.query(`select action from audit_log where subject = 'indicators' order by id`)
    expect(rows.map(({ action }) => action)).toEqual(['put-score-weights', 'reset-score-weights'])
  })

  test('a bulletin covers its months and one\u2019s own area', async () => {
    const { body } = await west.get('/api/indicators/bulletin?month=2026-03&months=2')
    expect(body.area).toMatchObject({ code: '990101', name: '西区' })
    expect(body.headline).toMatchObject({ from: '2026-02-01', to: '2026-03-31' })
    expect(body.headline.rows[0].values['completion-rate']).toEqual({ numerator: 13, denominator: 14, value: 92.85 })
    expect(body.units.rows.map(({ key }: ScoreRow) => key)).toEqual(['4', '3'])
    expect(body.streets.rows.map(({ name }: ScoreRow) => name)).toEqual(['西街道'])
  })

  test('what a question names wrongly is told by its field', async () => {
    const asked = async (rest: string) => {
      const { status, body } = await leader.get(`/api/indicators?${MARCH}&${rest}`)
      return [status, body.field, body.value]
    }
    expect(await asked('codes=closed,nonsense')).toEqual([400, 'codes', 'nonsense'])
    expect(await asked('area=1')).toEqual([400, 'area', '1'])
    expect(await asked('category=Z')).toEqual([400, 'category', 'Z'])
    expect(await asked('unit=99')).toEqual([400, 'unit', 99])
    expect((await leader.get('/api/indicators?from=2020-01-01&to=2026-12-31&by=day')).body.field).toBe('by')
    expect((await leader.get(`/api/indicators/nonsense/cases?${MARCH}&part=numerator`)).status).toBe(404)
    expect((await leader.get(`/api/indicators/closed/cases?${MARCH}&part=denominator`)).body.field).toBe('part')
    expect((await leader.get(`/api/indicators/closed/cases?${MARCH}&part=numerator&by=unit`)).body.field).toBe('key')
  })

  test('neither walls nor units read indicators, which name people', async () => {
    const wall = await caseApp.as('wall')
    expect((await wall.get(`/api/indicators?${MARCH}`)).status).toBe(403)
  })
})
