import type { Queryable } from '../../db/database.ts'
import { patternOfRow } from '../check/check-people.ts'

/**
 * Adds the import's workers, found again by their number: into the grid of their file's code, of the community layer
 * where layers share it. What the file does not say of a worker who is known stays as it is.
 */
export async function applyWorkers(transaction: Queryable, importId: number, versionId: number): Promise<void> {
  // Two who swap their phones would each be refused because of the other.
  await transaction.query(
    `update workers set device_key = 'import ' || id::text
       from staged_records as staged
      where staged.import_id = $1 and staged.layer = 'workers' and not staged.refused and staged.code = workers.number
        and staged.fields ->> 'deviceKey' <> workers.device_key`,
    [importId],
  )
  await transaction.query(
    `with brought as (
       select staged.*, grid.id as grid_id, grid.area_code as grid_area, (${patternOfRow}) as pattern
         from staged_records as staged,
              lateral (
                select id, area_code from grids
                 where version_id = $2 and code = staged.fields ->> 'gridCode'
                 order by array_position(array['community', 'street', 'exclusive'], layer) limit 1
              ) as grid
        where import_id = $1 and staged.layer = 'workers' and not refused
     ), changed as (
       update workers
          set name = fields ->> 'name', name_en = fields ->> 'nameEn',
              employment = coalesce(fields ->> 'employment', employment), phone = coalesce(fields ->> 'phone', phone),
              device_key = coalesce(fields ->> 'deviceKey', device_key), grid_id = brought.grid_id,
              area_code = brought.grid_area, shift_pattern = coalesce(pattern, shift_pattern)
         from brought where brought.code = workers.number
       returning number
     )
     insert into workers (id, number, name, name_en, employment, phone, device_key, grid_id, area_code, shift_pattern)
     select (select coalesce(max(id), 0) from workers) + row_number() over (order by source, row_number), code,
            fields ->> 'name', fields ->> 'nameEn', coalesce(fields ->> 'employment', 'full'),
            coalesce(fields ->> 'phone', ''), coalesce(fields ->> 'deviceKey', code), grid_id, grid_area, pattern
       from brought where not exists (select from changed where changed.number = brought.code)`,
    [importId, versionId],
  )
}
