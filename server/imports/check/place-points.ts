import type { ImportLayer } from '../../contract/api/imports.ts'
import type { Queryable } from '../../db/database.ts'
import { eachRowRange } from './row-ranges.ts'

/** Points looked up in one statement. */
const RANGE = 2_000

/** What lies farther outside the city is an error of its file, as for a reported case. */
const FARTHEST_OUTSIDE_M = 5_000

/** Layers of points that belong to an area. */
export const POINT_LAYERS: readonly ImportLayer[] = ['cameras', 'devices', 'components', 'cases']

/**
 * Gives every camera, device, component and case the lowest area that it lies in (area_code). One outside all gets the
 * nearest, with a finding 'outside-city' {distanceM}; beyond 5 km it is refused.
 */
export async function placePoints(database: Queryable, importId: number): Promise<void> {
  await eachRowRange(database, importId, POINT_LAYERS, RANGE, async (source, from, to) => {
    await database.query(
      `update staged_records as staged set area_code = (
          select piece.code from staged_area_pieces as piece
            join staged_areas as area on area.import_id = $1 and area.code = piece.code and area.lowest
           where piece.import_id = $1 and st_intersects(piece.shape, staged.shape)
           order by piece.code limit 1)
        where import_id = $1 and source = $2 and row_number >= $3 and row_number < $4
          and not refused and shape is not null`,
      [importId, source, from, to],
    )
    await database.query(
      `with nearest as materialized (
         select staged.layer, staged.row_number, staged.code, staged.shape, near.code as area_code,
                st_distance(near.shape::geography, staged.shape::geography) as distance_m
           from staged_records as staged,
                lateral (
                  select piece.code, piece.shape from staged_area_pieces as piece
                    join staged_areas as area on area.import_id = $1 and area.code = piece.code and area.lowest
                   where piece.import_id = $1 order by piece.shape <-> staged.shape limit 1
                ) as near
          where import_id = $1 and source = $2 and row_number >= $3 and row_number < $4
            and not refused and staged.area_code is null and staged.shape is not null
       ), placed as (
         update staged_records as staged set area_code = nearest.area_code, refused = distance_m > ${FARTHEST_OUTSIDE_M}
           from nearest where import_id = $1 and source = $2 and staged.row_number = nearest.row_number
       )
       insert into findings (import_id, kind, severity, layer, source, row_number, codes, detail, shape)
       select $1, 'outside-city', 'warning', layer, $2, row_number, array_remove(array[code], null),
              jsonb_build_object('distanceM', round(distance_m::numeric, 1), 'lng', st_x(shape), 'lat', st_y(shape),
                'leftOut', distance_m > ${FARTHEST_OUTSIDE_M}),
              shape
         from nearest order by row_number`,
      [importId, source, from, to],
    )
  })
}
