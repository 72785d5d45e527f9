import { inChunks } from './in-chunks.ts'
import { INSERT_FINDINGS } from './new-finding.ts'
import { type Check, type Key, keysOfRepaired, layerOf, measured, SHAPES, type ShapeSet } from './shape-set.ts'
import { NOISE_AREA_M2, NOISE_WIDTH_M, SLIVER_AREA_M2, SLIVER_WIDTH_M } from './thresholds.ts'
import { tellNotComparable } from './tell-not-comparable.ts'

/**
 * Tells of boundaries with parts or holes that are slivers (see thresholds.ts), one finding for each boundary. Noise
 * goes without saying, unless it is all there is of the boundary. Boundaries that are not valid are left out.
 */
export async function checkSlivers(
  check: Check,
  set: ShapeSet,
  keys: readonly Key[],
  onDone: (count: number) => void,
): Promise<void> {
  const { keyType, from } = SHAPES[set]
  const run = async (chunk: Key[]): Promise<void> => {
    await check.database.query(
      `${INSERT_FINDINGS}
       select $1, 'sliver', 'warning', ${layerOf(set, 's')}, array[s.code], thin.area_m2,
              jsonb_build_object('parts', thin.parts, 'holes', thin.holes, 'widthM', thin.width_m,
                'whole', thin.parts = st_numgeometries(s.boundary),
                'names', array[s.name], 'namesEn', array[s.name_en]),
              thin.shape
         from ${from} as s
         cross join lateral (
           select st_multi(st_collect(geom)) as shape, sum(area_m2) as area_m2, min(width_m) as width_m,
                  count(*) filter (where not hole) as parts, count(*) filter (where hole) as holes,
                  bool_or(area_m2 >= ${NOISE_AREA_M2} and width_m >= ${NOISE_WIDTH_M}) as seen
             from ${measured(`(
               select geom, false as hole from st_dump(s.boundary)
               union all
               select ring.geom, true from st_dump(s.boundary) as part, st_dumprings(part.geom) as ring
                where st_numinteriorrings(part.geom) > 0 and ring.path[1] > 0
             )`)} as piece
            where area_m2 < ${SLIVER_AREA_M2} or width_m < ${SLIVER_WIDTH_M}
         ) as thin
        where s.version_id = $1 and s.key = any($2::${keyType}[]) and s.key <> all($3::${keyType}[])
          and (thin.seen or thin.parts = st_numgeometries(s.boundary))
        order by s.key`,
      [check.versionId, chunk, [...keysOfRepaired(check, set), ...check.hopeless[set]]],
    )
    onDone(chunk.length)
  }
  await inChunks(keys, run, (key, error) => tellNotComparable(check, set, [key], error))
}
