import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { generateCity } from '../../geodata/city/generate-city.ts'
import { exportCity } from '../../server/boundaries/export/export-city.ts'
import { readFindings } from '../../server/boundaries/quality/read-findings.ts'
import { switchOver } from '../../server/boundaries/switch-over.ts'
import type { GridOwner, Location } from '../../server/contract/api/grids.ts'
import type { Database } from '../../server/db/database.ts'
import { buildVersionIndex } from '../../server/grids/build/build-version-index.ts'
import { buildGridIndex, type GridIndex } from '../../server/grids/grid-index.ts'
import { locate } from '../../server/grids/locate.ts'
import { loadCity } from '../../server/start/load-city.ts'
import { spreadPoints } from '../grids/sample-points.ts'
import { openTestDatabase } from '../support/database.ts'
import { importTown, openFiles, type Files } from './town.ts'

/** Nearer to an edge than this, a conversion of datums and back may give a point another owner. */
const EDGE_M = 2
const POINTS = 20_000

const city = generateCity({ seed: 3, grids: 60, workers: 40 })
let theirs: Database
let ours: Database
let files: Files

beforeAll(async () => {
  ;[theirs, ours, files] = await Promise.all([openTestDatabase(), openTestDatabase(), openFiles()])
  await theirs.transaction((transaction) => loadCity(transaction, city, new Date('2026-01-01T00:00:00Z')))
})
afterAll(async () => {
  await theirs?.close()
  await ours?.close()
  await files?.remove()
})

/** Exports the one city as Shapefiles in GCJ-02, and makes it the other's, as docs/your-city.md does. */
async function exportAndImport(): Promise<number> {
  const options = { directory: files.directory, format: 'shapefile', datum: 'gcj02', zip: true } as const
  const written = (await exportCity(theirs, options, city))!
  const importId = await importTown(
    ours,
    // a few thousand houses more would show nothing more
    written.filter(({ layer }) => layer !== 'buildings').map(({ layer, file }) => ({
      path: join(files.directory, file),
      file,
      options: { layer, datum: 'gcj02' },
    })),
  )
  await switchOver(ours, { importId, actor: 'tester', at: new Date('2026-02-01T00:00:00Z') })
  return importId
}

/** The codes of the owners, layer by layer, and the chain. */
function codesOf({ community, street, exclusive, chain }: Location): string {
  const code = (owner: GridOwner | null) => owner?.code ?? '-'
  return [code(community), code(street), exclusive.map(code).sort().join(), chain.map((link) => link.code).join()].join(' ')
}

function isNearAnEdge({ layers }: GridIndex, lng: number, lat: number): boolean {
  return Object.values(layers).some((layer) => layer.distanceToNearestEdgeM(lng, lat, EDGE_M) <= EDGE_M)
}

test('a city exported to Shapefiles in GCJ-02 and imported back gives every point its owners again', async () => {
  const importId = await exportAndImport()
  const before = buildGridIndex(city.grids, city.areas, 1)
  const after = await buildVersionIndex(ours, 1)

  const points = spreadPoints(city.grids.filter((grid) => grid.layer === 'community'), POINTS, 77)
  let compared = 0
  for (let k = 0; k < points.length; k += 2) {
    const [lng, lat] = [points[k], points[k + 1]]
    if (isNearAnEdge(before, lng, lat)) continue
    expect(codesOf(locate(after, lng, lat)), `${lng}, ${lat}`).toBe(codesOf(locate(before, lng, lat)))
    compared++
  }
  // The grids are some hundred metres wide: nearly all points lie further in.
  expect(compared).toBeGreaterThan(POINTS * 0.9)

  const { counts } = await readFindings(ours, { importId }, {})
  expect(counts.filter(({ severity }) => severity === 'error')).toEqual([])
  expect(counts.map(({ kind }) => kind)).not.toContain('overlap')
  expect(counts.map(({ kind }) => kind)).not.toContain('gap')
})

test('people and things come along: workers in their grids, units with theirs, devices in their places', async () => {
  const people = `select w.number, w.name, w.device_key, g.code as grid from workers w join grids g on g.id = w.grid_id order by 1`
  expect((await ours.query(people)).rows).toEqual((await theirs.query(people)).rows)
  const units = `select g.layer, g.code, u.kind, u.area_code from grids g join units u on u.id = g.unit_id order by 1, 2`
  expect((await ours.query(units)).rows).toEqual((await theirs.query(units)).rows)
  const devices = `select key, kind, name, area_code, round(st_x(point)::numeric, 6) as lng, round(st_y(point)::numeric, 6) as lat
                   from devices order by 1`
  expect((await ours.query(devices)).rows).toEqual((await theirs.query(devices)).rows)
})
