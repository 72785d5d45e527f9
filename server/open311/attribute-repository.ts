import type { ServiceAttribute } from '../contract/api/open311.ts'
import type { Queryable } from '../db/database.ts'

/** The codes of the categories that ask something. */
export async function findAskingCodes(database: Queryable): Promise<ReadonlySet<string>> {
  const { rows } = await database.query<{ code: string }>(
    'select distinct category_code as code from open311_attributes',
  )
  return new Set(rows.map(({ code }) => code))
}

/** What a category asks, in order. */
export async function readAttributes(database: Queryable, categoryCode: string): Promise<ServiceAttribute[]> {
  const { rows } = await database.query<ServiceAttribute>(
    `select code, datatype, required, variable, description, description_en as "descriptionEn",
            datatype_description as "datatypeDescription", "values"
       from open311_attributes where category_code = $1 order by position`,
    [categoryCode],
  )
  return rows
}

/** Makes these the questions of a category, in place of those that it asked. */
export async function replaceAttributes(
  transaction: Queryable, categoryCode: string, attributes: readonly ServiceAttribute[],
): Promise<void> {
  await transaction.query('delete from open311_attributes where category_code = $1', [categoryCode])
  const rows = attributes.map((attribute, index) => ({ ...attribute, position: index + 1 }))
  await transaction.query(
    `insert into open311_attributes
            (category_code, code, datatype, required, variable, description, description_en, datatype_description,
             position, "values")
     select $1, code, datatype, required, variable, description, "descriptionEn", "datatypeDescription", position,
            "values"
       from jsonb_to_recordset($2::jsonb) as t
            (code text, datatype text, required boolean, variable boolean, description text, "descriptionEn" text,
             "datatypeDescription" text, position int, "values" jsonb)`,
    [categoryCode, JSON.stringify(rows)],
  )
}
