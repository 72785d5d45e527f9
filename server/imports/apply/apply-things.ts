import type { Queryable } from '../../db/database.ts'
import { unitOf } from './apply-catalogue.ts'

/** Adds the import's cameras, found again by code. */
export async function applyCameras(transaction: Queryable, importId: number): Promise<void> {
  await transaction.query(
    `insert into cameras as c (id, code, name, name_en, source, area_code, point)
     select (select coalesce(max(id), 0) from cameras) + row_number() over (order by source, row_number), code,
            fields ->> 'name', fields ->> 'nameEn', coalesce(fields ->> 'source', ''), area_code, shape
       from staged_records where import_id = $1 and layer = 'cameras' and not refused
     on conflict (code) do update
       set name = excluded.name, name_en = excluded.name_en, source = coalesce(nullif(excluded.source, ''), c.source),
           area_code = excluded.area_code, point = excluded.point`,
    [importId],
  )
}

/** Adds the import's devices, found again by key. */
export async function applyDevices(transaction: Queryable, importId: number): Promise<void> {
  await transaction.query(
    `insert into devices (id, key, kind, name, name_en, area_code, point)
     select (select coalesce(max(id), 0) from devices) + row_number() over (order by source, row_number), code,
            fields ->> 'kind', fields ->> 'name', fields ->> 'nameEn', area_code, shape
       from staged_records where import_id = $1 and layer = 'devices' and not refused
     on conflict (key) do update
       set kind = excluded.kind, name = excluded.name, name_en = excluded.name_en, area_code = excluded.area_code,
           point = excluded.point`,
    [importId],
  )
}

/** Adds the import's components, found again by code, each with the unit of its kind around it. */
export async function applyComponents(transaction: Queryable, importId: number): Promise<void> {
  await transaction.query(
    `insert into components (code, category_code, name, name_en, area_code, unit_id, point)
     select code, fields ->> 'categoryCode', fields ->> 'name', fields ->> 'nameEn', area_code,
            ${unitOf("staged.fields ->> 'unitKind'", 'staged.area_code')}, shape
       from staged_records as staged where import_id = $1 and layer = 'components' and not refused
      order by source, row_number
     on conflict (code) do update
       set category_code = excluded.category_code, name = excluded.name, name_en = excluded.name_en,
           area_code = excluded.area_code, unit_id = excluded.unit_id, point = excluded.point`,
    [importId],
  )
}
