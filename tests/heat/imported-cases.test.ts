import { latLngToCell } from 'h3-js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDraft } from '../../server/boundaries/drafts.ts'
import { cellToBigInt } from '../../server/cases/cell-range.ts'
import type { Counts, HeatCells } from '../../server/contract/api/heat.ts'
import type { Database } from '../../server/db/database.ts'
import { startCaseApp, type Asker, type CaseApp } from '../cases/case-app.ts'
import { insertCaseCity } from '../cases/case-city.ts'
import { openTestDatabase } from '../support/database.ts'

let database: Database
let caseApp: CaseApp
let leader: Asker

beforeAll(async () => {
  database = await openTestDatabase()
  await insertCaseCity(database)
  caseApp = await startCaseApp(database)
  leader = await caseApp.as('leader')
})
afterAll(async () => {
  await caseApp?.close()
  await database?.close()
})

test('cases that an import brings are counted after its switch without a restart', async () => {
  const period = 'from=2025-01-01T00:00:00Z&to=2025-03-01T00:00:00Z'
  const ask = async <Reply>(path: string): Promise<Reply> =>
    (await leader.get(`${path}?${period}&resolution=9&by=district`)).body
  const cells = () => ask<HeatCells>('/api/heat/cells')
  expect((await cells()).n).toBe(0)

  await database.query(
    `insert into cases (number, channel, category_code, description, point, cell_r10, status, urgent, reported_at, due_at,
                        updated_at, area_code, routing_trail)
     select 'H' || n, '12345', 'M06001', '', st_setsrid(st_makepoint(116.05, 40.05), 4326), $1, 'closed', false,
            '2025-02-01', '2025-02-02', '2025-02-01', '990101001001', '[]' from generate_series(1, 30) as n`,
    [String(cellToBigInt(latLngToCell(40.05, 116.05, 10)))],
  )
  await database.query(
    `insert into imports (created_by, state, sources, summary)
     values ('test', 'applied', '[]', '[{"layer": "cases", "added": 30, "changed": 0, "removed": 0}]')`,
  )
  const { app } = caseApp
  await app.boundaries.switchTo({ versionId: await createDraft(database, { note: 'x', actor: 'test' }), actor: 'test' })

  const { n, count, domain } = await cells()
  expect([n, count]).toEqual([30, [30]])
  expect(domain[1]).toBe(30)
  const districts = await ask<Counts>('/api/reports/counts')
  expect([districts.key, districts.count]).toEqual([['990101'], [30]])
})
