import type { MultiPolygon } from 'geojson'
import type { Queryable } from '../../db/database.ts'
import { NOISE_AREA_M2, NOISE_WIDTH_M, OVERLAY_GRID_DEGREES } from './thresholds.ts'

/** The two sets of polygons that a version has; they are checked alike. */
export type ShapeSet = 'grids' | 'areas'

/** A grid's id, an area's code. */
export type Key = number | string

/** What every check of a version works with. */
export interface Check {
  database: Queryable
  versionId: number
  /** What those that are not valid are compared as, by key. */
  repaired: Record<ShapeSet, Record<Key, MultiPolygon>>
  /** Could not be repaired, so they are compared with nothing. */
  hopeless: Record<ShapeSet, Key[]>
}

/** The keys of those that are compared as something else than they are. */
export function keysOfRepaired({ repaired }: Check, set: ShapeSet): Key[] {
  const keys = Object.keys(repaired[set])
  return set === 'grids' ? keys.map(Number) : keys
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

/** SQL: the boundary of `alias`, a row of SHAPES, or what it was repaired to: parameter `repaired`, JSON by key. */
export function sound(alias: string, repaired: number): string {
  const json = `$${repaired}::jsonb`
  return `case when ${json} ? ${alias}.key::text then st_geomfromgeojson(${json} -> ${alias}.key::text)
    else ${alias}.boundary end`
}

/** SQL: what two geometries have in common, or the first has for itself. */
export function overlay(operation: 'intersection' | 'difference', a: string, b: string): string {
  return `st_collectionextract(st_${operation}(${a}, ${b}, ${OVERLAY_GRID_DEGREES}), 3)`
}

/** SQL, an aggregate: all geometries as one. */
export function union(geometry: string): string {
  return `st_union(${geometry}, ${OVERLAY_GRID_DEGREES})`
}

/**
 * SQL to join laterally: the polygons of a geometry that are more than noise, together: shape, area_m2, the width_m of
 * the widest. No row where there is none.
 */
export function moreThanNoise(geometry: string): string {
  return `(
    select st_multi(st_collect(geom)) as shape, sum(area_m2) as area_m2, max(width_m) as width_m
      from ${measured(`st_dump(${geometry})`)} as piece
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
