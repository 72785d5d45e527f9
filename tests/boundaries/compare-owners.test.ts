import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mulberry32 } from '../../geodata/city/random.ts'
import { compareOwners } from '../../server/boundaries/compare-owners.ts'
import type { Database } from '../../server/db/database.ts'
import { buildVersionIndex } from '../../server/grids/build/build-version-index.ts'
import { openTestDatabase } from '../support/database.ts'
import { draftWithHole, draftWithMergedWest, draftWithNewEast, resetToCaseCity } from './editions.ts'

let database: Database

/** Cases of all categories and statuses, evenly over the city and a little beyond, owned as version 1 has it. */
const CASES = 1600

beforeAll(async () => {
  database = await openTestDatabase()
  await resetToCaseCity(database)
  const random = mulberry32(11)
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)]
  const statuses = ['reported', 'dispatched', 'handled', 'closed', 'rejected']
  const cases = Array.from({ length: CASES }, (_, k) => ({
    number: `n${k}`, category: pick(['M06001', 'M07001', 'M09001']), status: pick(statuses),
    // Some 85 m or more from every edge, so that the tolerance for points outside does not matter.
    lng: 115.981 + 0.002 * Math.floor(random() * 120),
    lat: 40.001 + 0.002 * Math.floor(random() * 50),
  }))
  await database.query(
    `insert into cases (number, channel, category_code, description, point, cell_r10, status, urgent, reported_at,
       due_at, updated_at, owner_grid_id, area_code, routing_trail)
     select number, 'app', category, '', p, 1, status, false, now(), now(), now(), ${ownerIn(1)}, '9901', '{}'
       from (select *, st_setsrid(st_makepoint(lng, lat), 4326) as p
               from jsonb_to_recordset($1) as t (number text, category text, status text, lng float8, lat float8)) as c
      order by number`,
    [JSON.stringify(cases)],
  )
})
afterAll(() => database.close())

/** SQL: the grid of a version that owns point p of a case of `category`, as the catalogue of the case city leads. */
function ownerIn(versionId: number): string {
  const covering = (layer: string) => `(select min(id) from grids where version_id = ${versionId} and layer = '${layer}'
    and st_covers(boundary, p))`
  return `coalesce(
    case category when 'M07001' then ${covering('street')} when 'M09001' then ${covering('exclusive')} end,
    ${covering('community')})`
}

describe('compareOwners', () => {
  test.each([
    ['a renamed and divided east', draftWithNewEast],
    ['a merged west', draftWithMergedWest],
    ['a hole in the west', draftWithHole],
  ])('finds the open cases that %s would give another owner, as PostGIS does', async (_, makeDraft) => {
    const versionId = await makeDraft(database)
    const found = await compareOwners(database, await buildVersionIndex(database, versionId), versionId)
    const { rows } = await database.query(
      `select c.id::int, number, st_x(p) as lng, st_y(p) as lat, old.code as "from", new.code as "to"
         from (select *, ${ownerIn(versionId)} as next
                 from (select *, point as p, category_code as category from cases) as c) as c
         left join grids as old on old.id = owner_grid_id
         left join grids as new on new.id = next
        where status not in ('closed', 'rejected')
          and (old.layer, old.code) is distinct from (new.layer, new.code) order by c.id`,
    )
    expect(rows.length).toBeGreaterThan(100)
    expect(found.count).toBe(rows.length)
    expect(found.cases.map(({ from, to, ...rest }) => ({ ...rest, from: from?.code ?? null, to: to?.code ?? null })))
      .toEqual(rows.slice(0, 500))
    const open = await database.query(`select from cases where status not in ('closed', 'rejected')`)
    expect(found).toMatchObject({ versionId, openCases: open.rows.length })
  })

  test('tells the first 500 and counts all', async () => {
    const versionId = await draftWithNewEast(database)
    await database.query(`update grids set code = code || 'x' where version_id = $1`, [versionId])
    const found = await compareOwners(database, await buildVersionIndex(database, versionId), versionId)
    expect(found.cases).toHaveLength(500)
    expect(found.count).toBeGreaterThan(600)
    expect(found.count).toBeLessThan(found.openCases)
  })

  test('finds none for the version that they were routed by', async () => {
    const found = await compareOwners(database, await buildVersionIndex(database, 1), 1)
    expect(found).toMatchObject({ versionId: 1, count: 0, cases: [] })
    expect(found.openCases).toBeGreaterThan(500)
  })
})
