import type { Queryable } from '../db/database.ts'
import type { CatalogueRow } from './catalogue-columns.ts'

/** The whole catalogue with examples and sources, by level and code. */
export async function readCatalogue(database: Queryable): Promise<CatalogueRow[]> {
  const { rows } = await database.query<CatalogueRow>(
    `select code, parent_code as "parentCode", level, name, name_en as "nameEn", unit_kind as "unitKind", layer, urgent,
            limit_hours as "limitHours", examples, source from categories order by level, code`,
  )
  return rows
}

/** Examples of the rules in force or to come, by category. */
export async function readRuleExamples(database: Queryable, at: Date): Promise<{ code: string; examples: string[] }[]> {
  const { rows } = await database.query<{ code: string; examples: string[] }>(
    `select category_code as code, examples from duty_rules
      where examples <> '{}' and (valid_to is null or valid_to > $1) order by id`,
    [at],
  )
  return rows
}

/** Adds categories, or changes those of the same code. Cases keep theirs: none is ever deleted. */
export async function writeCatalogue(transaction: Queryable, rows: readonly CatalogueRow[]): Promise<void> {
  await transaction.query(
    `insert into categories (code, parent_code, level, name, name_en, unit_kind, layer, urgent, limit_hours, examples, source)
     select code, parent, level, name, name_en, unit_kind, layer, urgent, limit_hours,
            array(select jsonb_array_elements_text(examples)), source
       from jsonb_to_recordset($1::jsonb) as t (code text, parent text, level smallint, name text, name_en text,
         unit_kind text, layer text, urgent boolean, limit_hours int, examples jsonb, source text)
     on conflict (code) do update
       set parent_code = excluded.parent_code, level = excluded.level, name = excluded.name, name_en = excluded.name_en,
           unit_kind = excluded.unit_kind, layer = excluded.layer, urgent = excluded.urgent,
           limit_hours = excluded.limit_hours, examples = excluded.examples, source = excluded.source`,
    [JSON.stringify(rows.map((row) => ({
      code: row.code, parent: row.parentCode, level: row.level, name: row.name, name_en: row.nameEn,
      unit_kind: row.unitKind, layer: row.layer, urgent: row.urgent, limit_hours: row.limitHours, examples: row.examples,
      source: row.source,
    })))],
  )
}
