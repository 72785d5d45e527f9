import { INSERT_FINDINGS } from './new-finding.ts'
import { type Check, layerOf, SHAPES, type ShapeSet } from './shape-set.ts'

/**
 * Tells of codes that do not start with that of the area above, one finding for each area and layer. A scope is a start
 * of area codes, so for an area it is a warning; what a grid is called matters to nobody's rights.
 */
export async function checkCodes({ database, versionId }: Check, set: ShapeSet): Promise<void> {
  await database.query(
    `${INSERT_FINDINGS}
     select $1, 'bad-value', '${set === 'areas' ? 'warning' : 'note'}', odd.layer, array[p.code], null,
            jsonb_build_object('field', 'code', 'value', odd.example, 'expected', p.code, 'count', odd.count,
              'names', array[p.name], 'namesEn', array[p.name_en]),
            st_envelope(p.boundary)
       from (
         select ${layerOf(set, 's')} as layer, s.parent_code, min(s.code) as example, count(*) as count
           from ${SHAPES[set].from} as s
          where s.version_id = $1 and s.parent_code is not null and not starts_with(s.code, s.parent_code)
          group by 1, 2
       ) as odd
       join version_areas as p on p.version_id = $1 and p.code = odd.parent_code
      order by odd.layer, p.code`,
    [versionId],
  )
}
