import type { Queryable } from '../../db/database.ts'
import { NOISE_AREA_M2, NOISE_WIDTH_M } from './thresholds.ts'

/** The two sets of polygons that a version has; they are checked alike. */
export type ShapeSet = 'grids' | 'areas'

/** A grid's id, an area's code. */
export type Key = number | string

/** What every check of a version works with. */
export interface Check {
  database: Queryable
  versionId: number
  /** Not valid: compared in the shape that ST_MakeValid gives them. */
  broken: Record<ShapeSet, Key[]>
  /** Cannot be made valid, so compared with nothing. */
  hopeless: Record<ShapeSet, Key[]>
}

interface ShapeTable {
  keyType: 'int' | 'text'
  /** To select from: key, version_id, layer, code, name, name_en, parent_code, boundary. */
  from: string
}

export const SHAPES: Record<ShapeSet, ShapeTable> = {
  grids: {
    keyType: 'int',
    from: `(select id as key, version_id, layer, code, name, name_en, area_code as parent_code, boundary from grids)`,
  },
  areas: {
    keyType: 'text',
    from: `(
      select code as key, version_id, level as layer, code, name, name_en, parent_code, boundary from version_areas
    )`,
  },
}

/** What findings call the layer of a shape: that of a grid, 'areas' for every level of areas. */
export function layerOf(set: ShapeSet, alias: string): string {
  return set === 'grids' ? `${alias}.layer` : `'areas'`
}

/** SQL: the boundary of `alias`, a row of SHAPES, made valid where its key is in the array parameter `broken`. */
export function sound(set: ShapeSet, alias: string, broken: number): string {
  return `case when ${alias}.key = any($${broken}::${SHAPES[set].keyType}[])
    then st_collectionextract(st_makevalid(${alias}.boundary), 3) else ${alias}.boundary end`
}

/**
 * SQL to join laterally: the polygons of a geometry that are more than noise, together: shape, area_m2, the width_m of
 * the widest. No row where there is none.
 */
export function moreThanNoise(geometry: string): string {
  return `(
    select st_multi(st_collect(geom)) as shape, sum(area_m2) as area_m2, max(width_m) as width_m
      from ${measured(`st_dump(st_collectionextract(${geometry}, 3))`)} as piece
     where area_m2 >= ${NOISE_AREA_M2} and width_m >= ${NOISE_WIDTH_M}
    having count(*) > 0
  )`
}

/** SQL to select from: what `source` has, with the area_m2 and the width_m (2 × area ÷ perimeter) of its geom. */
export function measured(source: string): string {
  // offset 0 keeps the planner from measuring again for every mention
  return `(
    select *, 2 * area_m2 / nullif(perimeter_m, 0) as width_m from (
      select *, st_area(geom::geography) as area_m2, st_perimeter(geom::geography) as perimeter_m
        from ${source} as source offset 0
    ) as source
  )`
}
