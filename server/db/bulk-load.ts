import type { Queryable } from './database.ts'

/**
 * Runs `load` while the given tables have neither foreign keys nor secondary indexes, and makes both again after it:
 * checking and sorting all rows at once takes a tenth of the time that it takes row by row. The new foreign keys
 * check every row. Run it in a transaction: a failure then leaves the tables as they were.
 */
export async function withoutChecks<Result>(
  transaction: Queryable,
  tables: readonly string[],
  load: () => Promise<Result>,
): Promise<Result> {
  const { rows: foreignKeys } = await transaction.query<{ table: string; name: string; definition: string }>(
    `select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and conrelid = any($1::text[]::regclass[]) order by oid`,
    [tables],
  )
  const { rows: indexes } = await transaction.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
     from pg_index where indrelid = any($1::text[]::regclass[]) and not indisunique order by indexrelid`,
    [tables],
  )
  const run = async (statements: string[]): Promise<void> => {
    if (statements.length > 0) await transaction.query(statements.join(';'))
  }

  await run(foreignKeys.map(({ table, name }) => `alter table ${table} drop constraint ${name}`))
  await run(indexes.map(({ name }) => `drop index ${name}`))
  const result = await load()
  await run(indexes.map(({ definition }) => definition))
  await run(
    foreignKeys.map(({ table, name, definition }) => `alter table ${table} add constraint ${name} ${definition}`),
  )
  return result
}

/** The values of the given keys of all rows, one array a key: the parameters of an insert from `unnest`. */
export function columnsOf<Row, Key extends keyof Row>(rows: readonly Row[], keys: readonly Key[]): Row[Key][][] {
  return keys.map((key) => rows.map((row) => row[key]))
}
