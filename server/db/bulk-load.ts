import type { Queryable } from './database.ts'

/**
 * Runs `load` while the given tables have neither keys, foreign keys to or from them, nor indexes, and makes all of
 * them again after it: checking and sorting all rows at once takes a tenth of the time that it takes row by row. The
 * new constraints check every row. Run it in a transaction: a failure then leaves the tables as they were.
 */
export async function withoutChecks<Result>(
  transaction: Queryable,
  tables: readonly string[],
  load: () => Promise<Result>,
): Promise<Result> {
  // Foreign keys last, since they stand on the keys of other tables; dropped the other way round.
  const { rows: constraints } = await transaction.query<{ table: string; name: string; definition: string }>(
    `select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
     from pg_constraint
     where contype in ('p', 'u') and conrelid = any($1::text[]::regclass[])
       or contype = 'f' and (conrelid = any($1::text[]::regclass[]) or confrelid = any($1::text[]::regclass[]))
     order by contype = 'f', oid`,
    [tables],
  )
  const { rows: indexes } = await transaction.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
     from pg_index where indrelid = any($1::text[]::regclass[])
       and not exists (select from pg_constraint where conindid = indexrelid and contype in ('p', 'u'))
     order by indexrelid`,
    [tables],
  )
  const run = async (statements: string[]): Promise<void> => {
    if (statements.length > 0) await transaction.query(statements.join(';'))
  }

  await run(constraints.toReversed().map(({ table, name }) => `alter table ${table} drop constraint ${name}`))
  await run(indexes.map(({ name }) => `drop index ${name}`))
  const result = await load()
  await run(
    constraints.map(({ table, name, definition }) => `alter table ${table} add constraint ${name} ${definition}`),
  )
  await run(indexes.map(({ definition }) => definition))
  return result
}

/** The values of the given keys of all rows, one array a key: the parameters of an insert from `unnest`. */
export function columnsOf<Row, Key extends keyof Row>(rows: readonly Row[], keys: readonly Key[]): Row[Key][][] {
  return keys.map((key) => rows.map((row) => row[key]))
}
