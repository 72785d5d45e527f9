import type { Queryable } from '../../db/database.ts'

/** What a category has where its file does not say. */
const USUAL_LIMIT_HOURS = 72

/**
 * Adds the import's units, found again by kind and area, and gives the grids that name a kind the unit of that kind (or
 * name) whose area is the smallest around theirs.
 */
export async function applyUnits(transaction: Queryable, importId: number, versionId: number): Promise<void> {
  await transaction.query(
    `insert into units (id, kind, name, name_en, area_code)
     select (select coalesce(max(id), 0) from units) + row_number() over (order by area_code, source, row_number),
            fields ->> 'kind', fields ->> 'name', fields ->> 'nameEn', area_code
       from staged_records where import_id = $1 and layer = 'units' and not refused
     on conflict (kind, area_code) do update set name = excluded.name, name_en = excluded.name_en`,
    [importId],
  )
  await transaction.query(
    `update grids set unit_id = ${unitOf("staged.fields ->> 'unitKind'", 'grids.area_code')}
       from staged_records as staged
      where staged.import_id = $1 and not staged.refused and staged.fields ->> 'unitKind' is not null
        and grids.version_id = $2 and grids.layer = staged.layer and grids.code = staged.code`,
    [importId, versionId],
  )
}

/** SQL: the id of the unit of a kind (or name) with the smallest area around an area; null where there is none. */
export function unitOf(kind: string, areaCode: string): string {
  return `(
    select id from units
     where (units.kind = ${kind} or units.name = ${kind})
       and left(${areaCode}, length(units.area_code)) = units.area_code
     order by length(units.area_code) desc, units.kind = ${kind} desc, id limit 1)`
}

/**
 * Adds the import's categories or changes those of the same code, of which what the file does not say stays. A file
 * that names a unit means its kind.
 */
export async function applyCategories(transaction: Queryable, importId: number): Promise<void> {
  await transaction.query(
    `with recursive brought as (
       select staged.*, coalesce(
                (select kind from units where kind = fields ->> 'unitKind' limit 1),
                (select min(kind) from units where name = fields ->> 'unitKind' having count(distinct kind) = 1),
                fields ->> 'unitKind') as unit_kind
         from staged_records as staged where import_id = $1 and layer = 'categories' and not refused
     ), depths as (
       select code, 1 as depth from brought where parent_code is null
       union all
       select brought.code, depths.depth + 1 from depths join brought on brought.parent_code = depths.code
     ), above as (
       select brought.code, categories.level + 1 as depth
         from brought join categories on categories.code = brought.parent_code
     )
     insert into categories (code, parent_code, level, name, name_en, unit_kind, layer, urgent, limit_hours)
     select brought.code, coalesce(brought.parent_code, known.parent_code),
            coalesce((fields ->> 'level')::float8::smallint, known.level,
              (select depth from depths where depths.code = brought.code limit 1),
              (select depth from above where above.code = brought.code), 3),
            fields ->> 'name', fields ->> 'nameEn', brought.unit_kind,
            coalesce(fields ->> 'layer', known.layer, 'community'),
            coalesce((fields ->> 'urgent')::boolean, known.urgent, false),
            coalesce(round((fields ->> 'limitHours')::float8)::int, known.limit_hours, ${USUAL_LIMIT_HOURS})
       from brought left join categories as known on known.code = brought.code
     on conflict (code) do update
       set parent_code = excluded.parent_code, level = excluded.level, name = excluded.name, name_en = excluded.name_en,
           unit_kind = excluded.unit_kind, layer = excluded.layer, urgent = excluded.urgent,
           limit_hours = excluded.limit_hours`,
    [importId],
  )
}
