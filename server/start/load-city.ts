import type { City } from '../../geodata/city/city.ts'
import { columnsOf } from '../db/bulk-load.ts'
import type { Queryable } from '../db/database.ts'
import { loadKinds } from '../sensors/load-kinds.ts'

/** The tables that `loadCity` fills. */
export const cityTables = [
  'areas', 'units', 'grid_versions', 'version_periods', 'version_areas', 'grids', 'shift_patterns', 'workers', 'cameras',
  'device_kinds', 'devices', 'categories',
]

/** The version number of a city's first grids. */
export const firstGridVersion = 1

/** Writes everything of a city but its basemap into empty tables, as the first version of its grids. */
export async function loadCity(transaction: Queryable, city: City, validFrom: Date): Promise<void> {
  const { areas, units, grids, shiftPatterns, workers, cameras, deviceKinds, devices, categories } = city
  const geojson = (rows: readonly { boundary: unknown }[]): string[] => rows.map((row) => JSON.stringify(row.boundary))
  const lngs = (rows: readonly { point: [number, number] }[]): number[] => rows.map((row) => row.point[0])
  const lats = (rows: readonly { point: [number, number] }[]): number[] => rows.map((row) => row.point[1])

  await transaction.query(
    `insert into areas (code, level, name, name_en, parent_code, boundary)
     select a, b, c, d, e, st_geomfromgeojson(f)
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[]) as t (a, b, c, d, e, f)`,
    [...columnsOf(areas, ['code', 'level', 'name', 'nameEn', 'parentCode']), geojson(areas)],
  )
  await transaction.query(
    `insert into units (id, kind, name, name_en, area_code)
     select * from unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::text[])`,
    columnsOf(units, ['id', 'kind', 'name', 'nameEn', 'areaCode']),
  )
  await transaction.query('insert into grid_versions (id, note) values ($1, $2)', [
    firstGridVersion,
    `simulated city, seed ${city.seed}`,
  ])
  await transaction.query(
    `insert into version_periods (version_id, valid_from, switched_by) values ($1, $2, 'start')`,
    [firstGridVersion, validFrom],
  )
  await transaction.query(
    `insert into version_areas (version_id, code, level, name, name_en, parent_code, boundary)
     select $1, code, level, name, name_en, parent_code, boundary from areas`,
    [firstGridVersion],
  )
  await transaction.query(
    `insert into grids (id, version_id, layer, code, name, name_en, area_code, unit_id, boundary)
     select a, $9, b, c, d, e, f, g, st_geomfromgeojson(h)
     from unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::int[], $8::text[])
       as t (a, b, c, d, e, f, g, h)`,
    [
      ...columnsOf(grids, ['id', 'layer', 'code', 'name', 'nameEn', 'areaCode', 'unitId']),
      geojson(grids),
      firstGridVersion,
    ],
  )
  await transaction.query(
    `insert into shift_patterns (code, name, name_en, spans)
     select a, b, c, d::jsonb from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as t (a, b, c, d)`,
    [...columnsOf(shiftPatterns, ['code', 'name', 'nameEn']), shiftPatterns.map(({ spans }) => JSON.stringify(spans))],
  )
  await transaction.query(
    `insert into workers (id, number, name, name_en, employment, phone, device_key, grid_id, area_code, shift_pattern)
     select * from unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::int[],
       $9::text[], $10::text[])`,
    columnsOf(workers, [
      'id', 'number', 'name', 'nameEn', 'employment', 'phone', 'deviceKey', 'gridId', 'areaCode', 'shiftPattern',
    ]),
  )
  await transaction.query(
    `insert into cameras (id, name, name_en, source, area_code, point)
     select a, b, c, d, e, st_setsrid(st_makepoint(f, g), 4326)
     from unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::text[], $6::float8[], $7::float8[])
       as t (a, b, c, d, e, f, g)`,
    [...columnsOf(cameras, ['id', 'name', 'nameEn', 'source', 'areaCode']), lngs(cameras), lats(cameras)],
  )
  await loadKinds(transaction, deviceKinds)
  await transaction.query(
    `insert into devices (id, key, kind, name, name_en, area_code, point)
     select a, b, c, d, e, f, st_setsrid(st_makepoint(g, h), 4326)
     from unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::float8[], $8::float8[])
       as t (a, b, c, d, e, f, g, h)`,
    [...columnsOf(devices, ['id', 'key', 'kind', 'name', 'nameEn', 'areaCode']), lngs(devices), lats(devices)],
  )
  await transaction.query(
    `insert into categories (code, parent_code, level, name, name_en, unit_kind, layer, urgent, limit_hours, examples, source)
     select a, b, c, d, e, f, g, h, i, array(select jsonb_array_elements_text(j::jsonb)), k
       from unnest($1::text[], $2::text[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bool[],
         $9::int[], $10::text[], $11::text[]) as t (a, b, c, d, e, f, g, h, i, j, k)`,
    [
      ...columnsOf(categories, [
        'code', 'parentCode', 'level', 'name', 'nameEn', 'unitKind', 'layer', 'urgent', 'limitHours',
      ]),
      categories.map(({ examples = [] }) => JSON.stringify(examples)),
      categories.map(({ source = 'own' }) => source),
    ],
  )
}
