import type { Queryable } from '../../db/database.ts'

/** Metres from floor to floor where only the floors are known. */
const STOREY_M = 3

const GROUND_LAYERS = ['roads', 'buildings', 'water', 'parks', 'railways', 'places'] as const

/** Replaces the layers of the ground that the import brings. Classes stay as their files have them: tiles know how each
 * is drawn, see geodata/basemap/imported-base.ts. */
export async function applyBase(transaction: Queryable, importId: number): Promise<void> {
  for (const layer of GROUND_LAYERS) {
    const { rows } = await transaction.query(
      'select 1 from staged_records where import_id = $1 and layer = $2 and not refused limit 1',
      [importId, layer],
    )
    if (rows.length === 0) continue
    await transaction.query('delete from base_features where layer = $1', [layer])
    await transaction.query(
      `insert into base_features (layer, class, name, name_en, height_m, bridge, shape)
       select $2, coalesce(fields ->> 'class', ''), coalesce(fields ->> 'name', ''),
              coalesce(fields ->> 'nameEn', fields ->> 'name', ''),
              coalesce((fields ->> 'heightM')::float8, (fields ->> 'floors')::float8 * ${STOREY_M}),
              coalesce((fields ->> 'bridge')::boolean, false), shape
         from staged_records where import_id = $1 and layer = $2 and not refused and shape is not null
        order by source, row_number`,
      [importId, layer],
    )
  }
}
