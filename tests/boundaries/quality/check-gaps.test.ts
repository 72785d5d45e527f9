import type { MultiPolygon, Position } from 'geojson'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../../server/db/database.ts'
import { checkVersion } from '../../../server/boundaries/quality/check-version.ts'
import { readFindings } from '../../../server/boundaries/quality/read-findings.ts'
import { openTestDatabase } from '../../support/database.ts'
import {
  type AreaToCheck, box, type GridToCheck, insertVersion, METRES_EAST, METRES_NORTH,
} from './boundaries-to-check.ts'

let database: Database
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const SIDE = 12
const POINTS_PER_EDGE = 14

/** A square whose edges have many vertices, each of which its neighbour has as well. */
function denseSquare(x: number, y: number): MultiPolygon {
  const [corners] = box(x, y, 1, 1).coordinates[0]
  const ring = corners.slice(1).flatMap((to, k) => {
    const from = corners[k]
    return Array.from({ length: POINTS_PER_EDGE }, (_, n): Position =>
      [0, 1].map((axis) => from[axis] + ((to[axis] - from[axis]) * n) / POINTS_PER_EDGE))
  })
  return { type: 'MultiPolygon', coordinates: [[[...ring, ring[0]]]] }
}

test('gaps of an area too large for one statement are found whole, across the tiles it is cut into', async () => {
  const areas: AreaToCheck[] = [{ code: '9901', level: 'city', parentCode: null, boundary: box(0, 0, SIDE, SIDE) }]
  const open = new Set(['2 9', '9 1', '9 2'])
  const isOpen = (x: number, y: number): boolean => y === 5 || open.has(`${x} ${y}`)
  const grids: GridToCheck[] = []
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      if (isOpen(x, y)) continue
      const id = grids.length + 1
      const boundary = denseSquare(x, y)
      grids.push({ id, layer: 'community', code: `9901${1000 + id}`, areaCode: '9901', boundary })
    }
  }
  await insertVersion(database, { id: 1, areas, grids })
  let pieces = 0
  const counting = {
    query: (text: string, parameters?: readonly unknown[]) => {
      if (text.includes('as piece') && text.includes('st_makeenvelope')) pieces++
      return database.query(text, parameters)
    },
  } as Database
  await checkVersion(counting, 1)
  expect(pieces).toBeGreaterThan(1)

  const { findings } = await readFindings(database, { versionId: 1 }, { kind: 'gap' })
  const squares = findings.map(({ areaM2 }) => areaM2! / (METRES_EAST * METRES_NORTH))
  expect(squares).toHaveLength(3)
  for (const [k, wanted] of [12, 2, 1].entries()) expect(squares[k] / wanted).toBeCloseTo(1, 2)
  expect(findings[0].codes).toHaveLength(7)
  expect(findings[0].text).toContain('等 24 个')
})
