import { buildCatalogue } from '../../../geodata/catalogue/build-catalogue.ts'
import type { DeviceKind } from '../../../geodata/city/city.ts'
import { DEVICE_KINDS } from '../../../geodata/city/things/device-kinds.ts'
import { DESK_KIND, STREET_OFFICE_KIND } from '../../cases/unit-for.ts'
import type { ImportLayer } from '../../contract/api/imports.ts'
import type { Queryable } from '../../db/database.ts'
import { loadKinds } from '../../sensors/load-kinds.ts'

/** What a city is founded with is staged as if it came from files: these sources, which no list of files has. */
const CATALOGUE_SOURCE = -1
const UNITS_SOURCE = -2

/** A dictionary, which holds for every city: what kinds of devices there are, and what such devices usually send.
 * Written once, into an empty table. What becomes of cases is left out where the city has categories of its own. */
export async function ensureDeviceKinds(database: Queryable, brought: ReadonlySet<ImportLayer>): Promise<void> {
  const { rows } = await database.query('select from device_kinds limit 1')
  if (rows.length > 0) return
  await loadKinds(database, brought.has('categories') ? DEVICE_KINDS.map(withoutCases) : DEVICE_KINDS)
}

function withoutCases(kind: DeviceKind): DeviceKind {
  const rules = kind.definition.rules?.map(({ case: _case, ...rule }) => rule)
  return { ...kind, definition: { ...kind.definition, ...(rules === undefined ? {} : { rules }) } }
}

/** Where neither the city nor the import has categories, stages the transcription of GB/T 47678.5 and the appeals. */
export async function stageCatalogue(
  database: Queryable,
  importId: number,
  brought: ReadonlySet<ImportLayer>,
): Promise<void> {
  if (brought.has('categories')) return
  const categories = buildCatalogue()
  await database.query(
    `insert into staged_records (import_id, source, layer, row_number, fields, refused, code, parent_code)
     select $1, ${CATALOGUE_SOURCE}, 'categories', n, fields, false, fields ->> 'code', fields ->> 'parentCode'
       from jsonb_array_elements($2::jsonb) with ordinality as t (fields, n)
      where not exists (select from categories)`,
    [importId, JSON.stringify(categories)],
  )
}

/**
 * Where neither the city nor the import has units, stages the fewest that leave no case without one: a desk for the
 * city and each district, an office for each street.
 */
export async function stageUnits(
  database: Queryable,
  importId: number,
  brought: ReadonlySet<ImportLayer>,
): Promise<void> {
  if (brought.has('units')) return
  await database.query(
    `insert into staged_records (import_id, source, layer, row_number, fields, refused, code, parent_code)
     select $1, ${UNITS_SOURCE}, 'units', row_number() over (order by code),
            jsonb_build_object('kind', kind, 'areaCode', code, 'name', name || suffix, 'nameEn', name_en || suffix_en),
            false, kind || '@' || code, code
       from (
         select code, fields ->> 'name' as name, fields ->> 'nameEn' as name_en,
                case level when 'street' then '${STREET_OFFICE_KIND}' else '${DESK_KIND}' end as kind,
                case level when 'street' then '办事处' else '值班席' end as suffix,
                case level when 'street' then ' Office' else ' Duty Desk' end as suffix_en
           from staged_records
          where import_id = $1 and layer = 'areas' and not refused and level in ('city', 'district', 'street')
       ) as area
      where not exists (select from units)`,
    [importId],
  )
}
