import { prefixCode } from '../area-code.ts'
import type { Queryable } from '../../db/database.ts'
import { refuseRows } from './refuse-rows.ts'

/** The version whose grids the rows of an import go by: its draft, else the one in force. $1 is the import. */
export const versionOfImport = `coalesce(
  (select version_id from imports where id = $1), (select id from grid_versions where state = 'in-force'))`

/** The code of the shift pattern that a row of `staged` names, by its code or name; null where there is none. */
export const patternOfRow = `
  select min(code) from shift_patterns as known
   where staged.fields ->> 'shiftPattern' in (known.code, known.name, known.name_en)`

/**
 * Finds units whose area is none ('unknown-area'), workers whose grid is none ('unknown-grid') or whose shift pattern
 * is none ('bad-value'; they come without it), and units that grids, categories or components name, by kind or name,
 * and that are none ('unknown-unit', one finding a name). To be called when the draft is there.
 */
export async function checkPeople(database: Queryable, importId: number): Promise<void> {
  await placeUnits(database, importId)
  await refuseRows(database, importId, {
    where: `layer = 'workers' and not exists (
      select from grids where version_id = ${versionOfImport} and grids.code = staged.fields ->> 'gridCode')`,
    kind: 'unknown-grid',
    detail: `jsonb_build_object('field', 'gridCode', 'value', fields ->> 'gridCode', 'expected', 'the code of a grid')`,
  })
  await refuseRows(database, importId, {
    where: `layer = 'workers' and fields ->> 'shiftPattern' is not null and (${patternOfRow}) is null`,
    kind: 'bad-value',
    detail: `jsonb_build_object(
      'field', 'shiftPattern', 'value', fields ->> 'shiftPattern', 'expected', 'the code or name of a shift pattern')`,
    refuse: false,
  })
  await database.query(
    `insert into findings (import_id, kind, severity, layer, detail)
     select $1, 'unknown-unit', 'warning', layer,
            jsonb_build_object('field', 'unitKind', 'value', fields ->> 'unitKind', 'rows', count(*),
              'expected', 'the kind of a unit')
       from staged_records as staged
      where import_id = $1 and not refused and source >= 0 and layer <> 'units' and fields ->> 'unitKind' is not null
        and not exists (select from units where staged.fields ->> 'unitKind' in (kind, name))
        and not exists (select from staged_records as unit
                         where unit.import_id = $1 and unit.layer = 'units' and not unit.refused
                           and staged.fields ->> 'unitKind' in (unit.fields ->> 'kind', unit.fields ->> 'name'))
      group by layer, fields ->> 'unitKind' order by layer, fields ->> 'unitKind'`,
    [importId],
  )
}

async function placeUnits(database: Queryable, importId: number): Promise<void> {
  await database.query(
    `update staged_records as staged set area_code = coalesce(
              (select code from staged_areas where import_id = $1 and code = staged.parent_code),
              (select min(code) from staged_areas where import_id = $1 and file_code = staged.parent_code
                having count(*) = 1))
      where import_id = $1 and layer = 'units' and not refused`,
    [importId],
  )
  await refuseRows(database, importId, {
    where: `layer = 'units' and area_code is null`,
    kind: 'unknown-area',
    detail: `jsonb_build_object('field', 'areaCode', 'value', parent_code, 'expected', 'the code of an area')`,
  })
}

/** Refuses an import whose city is not the one in the database. Null where it may go on. */
export function otherCity(brought: string | null, there: { code: string; name: string } | undefined): string | null {
  if (brought === null || there === undefined || prefixCode(brought) === there.code) return null
  return (
    `The city of these files is ${brought}, but the database holds ${there.name} (${there.code}); ` +
    'import it into another data directory (--data-dir) or database (--database-url)'
  )
}
