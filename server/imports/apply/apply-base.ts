import type { Queryable } from '../../db/database.ts'

/** Metres from floor to floor where only the floors are known. */
const STOREY_M = 3

/** What files write for the classes that roads are drawn by, in lower case: OpenStreetMap's words and Chinese ones. */
const ROAD_CLASSES: Record<string, readonly string[]> = {
  expressway: ['motorway', 'motorway_link', 'trunk', 'trunk_link', '高速', '高速公路', '快速路', '城市快速路', '国道'],
  arterial: ['primary', 'primary_link', '主干道', '主干路', '主路', '省道'],
  secondary: ['secondary_link', '次干道', '次干路', '县道'],
  tertiary: ['tertiary_link', 'unclassified', '支路', '乡道'],
  lane: ['residential', 'service', '小路', '小巷', '巷'],
}

const roadClassOf = Object.fromEntries(
  Object.entries(ROAD_CLASSES).flatMap(([ours, theirs]) => [ours, ...theirs].map((word) => [word, ours])),
)

/** The class of what its file says nothing of. A road of an unknown class is a lane too, since each class is drawn. */
const USUAL_CLASSES = {
  roads: 'lane', buildings: 'residential', water: 'lake', parks: 'park', railways: 'railway', places: 'place',
}

/** Replaces the layers of the ground that the import brings. */
export async function applyBase(transaction: Queryable, importId: number): Promise<void> {
  for (const [layer, usual] of Object.entries(USUAL_CLASSES)) {
    const { rows } = await transaction.query(
      'select 1 from staged_records where import_id = $1 and layer = $2 and not refused limit 1',
      [importId, layer],
    )
    if (rows.length === 0) continue
    await transaction.query('delete from base_features where layer = $1', [layer])
    await transaction.query(
      `insert into base_features (layer, class, name, name_en, height_m, bridge, shape)
       select $2, case when $2 = 'roads' then coalesce($3::jsonb ->> lower(fields ->> 'class'), $4)
                else coalesce(fields ->> 'class', $4) end,
              coalesce(fields ->> 'name', ''),
              coalesce(fields ->> 'nameEn', fields ->> 'name', ''),
              coalesce((fields ->> 'heightM')::float8, (fields ->> 'floors')::float8 * ${STOREY_M}),
              coalesce((fields ->> 'bridge')::boolean, false), shape
         from staged_records where import_id = $1 and layer = $2 and not refused and shape is not null
        order by source, row_number`,
      [importId, layer, JSON.stringify(roadClassOf), usual],
    )
  }
}
