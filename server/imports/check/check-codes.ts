import { IMPORT_LAYERS, type ImportLayer } from '../../contract/api/imports.ts'
import type { Queryable } from '../../db/database.ts'
import { refusedSeverity } from '../severity.ts'

/** The layers whose rows must not be left out. */
export const FOUNDATIONS: readonly ImportLayer[] = IMPORT_LAYERS.filter((layer) => refusedSeverity(layer) === 'error')

/**
 * Refuses every row whose code another row of its layer had before it, in the same file or in one before: a finding
 * 'duplicate-code' {field, value, first: {source, row}, leftOut} each. The first one stays.
 */
export async function checkCodes(database: Queryable, importId: number): Promise<void> {
  await database.query(
    `with seen as (
       select layer, source, row_number, code, shape,
              first_value(source) over same as first_source, first_value(row_number) over same as first_row
         from staged_records
        where import_id = $1 and not refused and code is not null
       window same as (partition by layer, code order by source, row_number)
     ), repeated as materialized (
       select * from seen where (source, row_number) <> (first_source, first_row)
     ), refusal as (
       update staged_records as staged set refused = true from repeated
        where staged.import_id = $1 and staged.source = repeated.source and staged.row_number = repeated.row_number
     )
     insert into findings (import_id, kind, severity, layer, source, row_number, codes, detail, shape)
     select $1, 'duplicate-code', case when layer = any($2) then 'error' else 'warning' end, layer, source, row_number,
            array[code],
            jsonb_build_object(
              'field', case layer when 'units' then 'kind, areaCode' when 'workers' then 'number'
                         when 'devices' then 'key' when 'cases' then 'externalNumber' else 'code' end,
              'value', code, 'first', jsonb_build_object('source', first_source, 'row', first_row),
              'leftOut', not layer = any($2)),
            box2d(shape)::geometry
       from repeated order by source, row_number`,
    [importId, FOUNDATIONS],
  )
}

/** The phone of one worker cannot be that of another, of the file or of the city. Refuses the later one. */
export async function checkDeviceKeys(database: Queryable, importId: number): Promise<void> {
  await database.query(
    `with keyed as (
       select source, row_number, code, coalesce(fields ->> 'deviceKey', code) as key,
              row_number() over (
                partition by coalesce(fields ->> 'deviceKey', code) order by source, row_number) as place
         from staged_records where import_id = $1 and layer = 'workers' and not refused
     ), taken as materialized (
       select * from keyed
        where place > 1
           or exists (select from workers
                       where device_key = key and number <> keyed.code
                         -- Whose own row in the file gives them another.
                         and not exists (
                           select from keyed as moved where moved.code = number and moved.key <> device_key))
     ), refusal as (
       update staged_records as staged set refused = true from taken
        where staged.import_id = $1 and staged.source = taken.source and staged.row_number = taken.row_number
     )
     insert into findings (import_id, kind, severity, layer, source, row_number, codes, detail)
     select $1, 'duplicate-code', 'error', 'workers', source, row_number, array[code],
            jsonb_build_object('field', 'deviceKey', 'value', key, 'expected', 'a key that no other worker has')
       from taken order by source, row_number`,
    [importId],
  )
}
