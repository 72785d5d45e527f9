import { OVERLAY_GRID_DEGREES } from '../../boundaries/quality/thresholds.ts'
import type { SourceOptions } from '../../contract/api/imports.ts'
import type { GridLayer } from '../../contract/api/grids.ts'
import type { Queryable } from '../../db/database.ts'
import { refuseRows } from './refuse-rows.ts'
import { eachRowRange } from './row-ranges.ts'
import { SAFE_SHAPE } from './safe-shape.ts'

/** Grids measured against the areas in one statement. */
const RANGE = 200

/** More than half, and not by the last digit of a sum. */
const HALF = 0.500001

/**
 * Gives every grid of a layer its area (area_code): the lowest that its file names, that its code starts with, or that
 * it lies in, as `parents` of its source says. A grid for which there is none is refused as 'missing-parent'.
 */
export async function placeGrids(
  database: Queryable,
  importId: number,
  layer: GridLayer,
  options: readonly SourceOptions[],
): Promise<void> {
  for (const [source, { layer: own, parents = 'auto' }] of options.entries()) {
    if (own !== layer) continue
    if (parents === 'auto' || parents === 'field') await placeByField(database, importId, source)
    if (parents === 'auto') {
      await refuseRows(database, importId, {
        where: `source = ${source} and area_code is null and parent_code is not null`,
        kind: 'missing-parent',
        detail: `jsonb_build_object('field', 'areaCode', 'value', parent_code, 'expected', 'the code of an area')`,
      })
    }
    // Of a community grid whose code only says the street, its place says more.
    if (parents === 'auto') await placeByCode(database, importId, source, layer === 'community')
    if (parents === 'code') await placeByCode(database, importId, source, false)
    if (parents === 'auto' || parents === 'containment') await placeByContainment(database, importId, source, layer)
    if (parents === 'auto') await placeByCode(database, importId, source, false)
    const expected = {
      auto: 'a field areaCode, a code that starts with that of an area, or a place in one',
      field: 'a field areaCode with the code of an area',
      code: 'a code that starts with that of an area',
      containment: 'a place in one of the areas',
    }[parents]
    await refuseRows(database, importId, {
      where: `source = ${source} and area_code is null`,
      kind: 'missing-parent',
      detail: `jsonb_build_object('field', '${parents === 'field' ? 'areaCode' : 'code'}',
        'value', ${parents === 'field' ? 'parent_code' : 'code'}, 'expected', '${expected}')`,
    })
  }
}

async function placeByField(database: Queryable, importId: number, source: number): Promise<void> {
  await database.query(
    `update staged_records as staged set area_code = coalesce(
              (select code from staged_areas where import_id = $1 and code = staged.parent_code),
              (select min(code) from staged_areas where import_id = $1 and file_code = staged.parent_code
                having count(*) = 1))
      where import_id = $1 and source = $2 and not refused and parent_code is not null`,
    [importId, source],
  )
}

async function placeByCode(database: Queryable, importId: number, source: number, lowestOnly: boolean): Promise<void> {
  await database.query(
    `update staged_records as staged set area_code = found.code
       from (
         select distinct on (row_number) row_number, area.code
           from staged_records as grid
           cross join (select distinct length(code) as digits from staged_areas where import_id = $1) as lengths
           join staged_areas as area
             on area.import_id = $1 and area.code = left(grid.code, digits) and length(grid.code) > digits
            and (area.lowest or not $3)
          where grid.import_id = $1 and grid.source = $2 and not grid.refused and grid.area_code is null
          order by row_number, length(area.code) desc
       ) as found
      where staged.import_id = $1 and staged.source = $2 and staged.row_number = found.row_number`,
    [importId, source, lowestOnly],
  )
}

/**
 * A community grid belongs to the lowest area that has most of it; another to the lowest that has more than half of it,
 * since a road may run through many communities. The interior point decides between equals.
 */
async function placeByContainment(
  database: Queryable,
  importId: number,
  source: number,
  layer: GridLayer,
): Promise<void> {
  await eachRowRange(database, importId, [layer], RANGE, async (of, from, to) => {
    if (of !== source) return
    await database.query(
      `with grid as materialized (
         select row_number, shape, st_area(shape) as size, st_pointonsurface(shape) as middle from (
           select row_number,
                  ${SAFE_SHAPE} as shape
             from staged_records
            where import_id = $1 and source = $2 and row_number >= $3 and row_number < $4
              and not refused and area_code is null and shape is not null
         ) as whole
       ), shared as materialized (
         select row_number, size, piece.code,
                sum(st_area(st_intersection(piece.shape, grid.shape, ${OVERLAY_GRID_DEGREES}))) as common,
                bool_or(st_intersects(piece.shape, middle)) as has_middle
           from grid
           join staged_area_pieces as piece on piece.import_id = $1 and st_intersects(piece.shape, grid.shape)
          group by row_number, size, piece.code
       ), chosen as (
         select distinct on (row_number) row_number, area.code
           from shared join staged_areas as area on area.import_id = $1 and area.code = shared.code
          where common > 0 and ($5 and area.lowest or not $5 and (common > size * ${HALF} or area.level = 'city'))
          order by row_number, case when $5 then null else length(area.code) end desc,
                   round((common / size)::numeric, 9) desc, has_middle desc, area.code
       )
       update staged_records as staged set area_code = chosen.code from chosen
        where staged.import_id = $1 and staged.source = $2 and staged.row_number = chosen.row_number`,
      [importId, source, from, to, layer === 'community'],
    )
  })
}
