import { inChunks } from './in-chunks.ts'
import { INSERT_FINDINGS } from './new-finding.ts'
import { type Check, type Key, layerOf, moreThanNoise, overlay, SHAPES, type ShapeSet, sound } from './shape-set.ts'
import { tellNotComparable } from './tell-not-comparable.ts'

/** Tells of grids that reach out of their area and of areas that reach out of the one above, and by how much. */
export async function checkParents(
  check: Check,
  set: ShapeSet,
  keys: readonly Key[],
  onDone: (count: number) => void,
): Promise<void> {
  const { keyType, from } = SHAPES[set]
  const run = async (chunk: Key[]): Promise<void> => {
    await check.database.query(
      `${INSERT_FINDINGS}
       select $1, 'outside-parent', 'warning', ${layerOf(set, 's')}, array[s.code, p.code], outside.area_m2,
              jsonb_build_object('widthM', outside.width_m, 'share', outside.share, 'names', array[s.name, p.name],
                'namesEn', array[s.name_en, p.name_en], 'liesIn', case when outside.share > 0.5 then (
                  select jsonb_build_array(n.code, n.name, n.name_en) from ${SHAPES.areas.from} as n
                   where n.version_id = $1 and n.layer = p.layer and n.key <> p.key
                     and n.boundary && s.boundary and n.key <> all($6::text[])
                     and st_intersects(${sound('n', 4)}, st_pointonsurface(outside.shape))
                   order by n.key limit 1) end),
              outside.shape
         from ${from} as s
         join ${SHAPES.areas.from} as p on p.version_id = $1 and p.key = s.parent_code and p.key <> all($6::text[])
         cross join lateral (
           select *, area_m2 / nullif(st_area(s.boundary::geography), 0) as share
             from ${moreThanNoise(overlay('difference', sound('s', 3), sound('p', 4)))} as piece
         ) as outside
        where s.version_id = $1 and s.key = any($2::${keyType}[]) and s.key <> all($5::${keyType}[])
          and not st_covers(${sound('p', 4)}, ${sound('s', 3)})
        order by s.key`,
      [
        check.versionId, chunk, check.repaired[set], check.repaired.areas, check.hopeless[set], check.hopeless.areas,
      ],
    )
    onDone(chunk.length)
  }
  await inChunks(keys, run, (key, error) => tellNotComparable(check, set, [key], error))
}
