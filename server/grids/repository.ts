import type { Grid } from '../../geodata/city/city.ts'
import type { GridLayer } from '../contract/api/grids.ts'
import type { Queryable } from '../db/database.ts'
import type { AreaRecord } from './grid-index.ts'

/** A grid without its boundary, and about how many bytes that takes. */
export interface GridRow extends Omit<Grid, 'boundary'> {
  bytes: number
}

/** Grids read in one statement. */
const PAGE = 2000

/** The areas of a version, by code. */
export async function readVersionAreas(database: Queryable, versionId: number): Promise<AreaRecord[]> {
  const { rows } = await database.query<AreaRecord>(
    `select code, level, name, name_en as "nameEn", parent_code as "parentCode"
       from version_areas where version_id = $1 order by code`,
    [versionId],
  )
  return rows
}

/**
 * The grids of a version that come after a (layer, code), in this order, a page at a time: each statement is short,
 * since on the embedded database everybody waits for it.
 */
export async function readGridPage(
  database: Queryable,
  versionId: number,
  after: { layer: GridLayer; code: string } | undefined,
): Promise<GridRow[]> {
  const { rows } = await database.query<GridRow>(
    `select id, layer, code, name, name_en as "nameEn", area_code as "areaCode", unit_id as "unitId",
            pg_column_size(boundary) as bytes
       from grids where version_id = $1 and (layer, code) > ($2, $3) order by layer, code limit ${PAGE}`,
    [versionId, after?.layer ?? '', after?.code ?? ''],
  )
  return rows
}

/** Boundaries of grids as little-endian WKB, in no particular order. */
export async function readGridShapes(
  database: Queryable,
  ids: readonly number[],
): Promise<{ id: number; layer: GridLayer; shape: Buffer }[]> {
  const { rows } = await database.query<{ id: number; layer: GridLayer; shape: Buffer }>(
    `select id, layer, st_asbinary(boundary, 'NDR') as shape from grids where id = any($1::int[])`,
    [ids],
  )
  return rows
}

/** The boundary of an area of a version as little-endian WKB. */
export async function readAreaShape(database: Queryable, versionId: number, code: string): Promise<Buffer> {
  const { rows } = await database.query<{ shape: Buffer }>(
    `select st_asbinary(boundary, 'NDR') as shape from version_areas where version_id = $1 and code = $2`,
    [versionId, code],
  )
  return rows[0].shape
}

/** The units of a version's grids, of those that have one. */
export async function readGridUnits(database: Queryable, versionId: number): Promise<{ id: number; unitId: number }[]> {
  const { rows } = await database.query<{ id: number; unitId: number }>(
    'select id, unit_id as "unitId" from grids where version_id = $1 and unit_id is not null',
    [versionId],
  )
  return rows
}
