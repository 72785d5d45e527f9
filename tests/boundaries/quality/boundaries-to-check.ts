import type { MultiPolygon, Position } from 'geojson'
import type { Queryable } from '../../../server/db/database.ts'

export interface AreaToCheck {
  code: string
  level: 'city' | 'district' | 'street' | 'community'
  parentCode: string | null
  boundary: MultiPolygon
}

export interface GridToCheck {
  id: number
  layer: 'community' | 'street' | 'exclusive'
  code: string
  areaCode: string
  boundary: MultiPolygon
  unitId?: number
}

/** Where the boundaries of these tests are, and how long 0.001° is there. */
export const ORIGIN: Position = [116, 40]
export const METRES_NORTH = 111.04
export const METRES_EAST = 85.39

/** A ring in thousandths of a degree from the origin, closed for you. */
export function ring(...points: [x: number, y: number][]): Position[] {
  const at = ([x, y]: [number, number]): Position => [ORIGIN[0] + x / 1000, ORIGIN[1] + y / 1000]
  return [...points, points[0]].map(at)
}

export function polygon(...rings: Position[][]): MultiPolygon {
  return { type: 'MultiPolygon', coordinates: [rings] }
}

export function box(x: number, y: number, width: number, height: number): MultiPolygon {
  return polygon(ring([x, y], [x + width, y], [x + width, y + height], [x, y + height]))
}

/** Adds a version with these boundaries; names are 'A 990101' and 'G 990101001' in both languages. */
export async function insertVersion(
  database: Queryable,
  { id, areas, grids }: { id: number; areas: readonly AreaToCheck[]; grids: readonly GridToCheck[] },
  state: 'draft' | 'in-force' = 'draft',
): Promise<void> {
  await database.query('insert into grid_versions (id, note, state) values ($1, $2, $3)', [id, 'a test', state])
  const geometry = ({ boundary }: { boundary: MultiPolygon }): string => JSON.stringify(boundary)
  await database.query(
    `insert into version_areas (version_id, code, level, name, name_en, parent_code, boundary)
     select $1, a, b, '区' || a, 'A ' || a, c, st_geomfromgeojson(d)
       from unnest($2::text[], $3::text[], $4::text[], $5::text[]) as t (a, b, c, d)`,
    [
      id, areas.map(({ code }) => code), areas.map(({ level }) => level), areas.map(({ parentCode }) => parentCode),
      areas.map(geometry),
    ],
  )
  await database.query(
    `insert into grids (id, version_id, layer, code, name, name_en, area_code, unit_id, boundary)
     select a, $1, b, c, '格' || c, 'G ' || c, d, e, st_geomfromgeojson(f)
       from unnest($2::int[], $3::text[], $4::text[], $5::text[], $6::int[], $7::text[]) as t (a, b, c, d, e, f)`,
    [
      id, grids.map((grid) => grid.id), grids.map(({ layer }) => layer), grids.map(({ code }) => code),
      grids.map(({ areaCode }) => areaCode), grids.map(({ unitId }) => unitId ?? null), grids.map(geometry),
    ],
  )
}

/** Takes all versions and what was found in them away. */
export async function removeVersions(database: Queryable): Promise<void> {
  await database.query('delete from workers')
  await database.query('delete from imports')
  await database.query('delete from grid_versions')
  await database.query('delete from units')
  await database.query('delete from areas')
}
