import type { Queryable } from './database.ts'

/** What is kept under a key of the table settings; undefined where nobody has set it. */
export async function readSetting<Value>(database: Queryable, key: string): Promise<Value | undefined> {
  const { rows } = await database.query<{ value: Value }>('select value from settings where key = $1', [key])
  return rows[0]?.value
}

/** Keeps a value of JSON under a key, in place of what was there. */
export async function writeSetting(database: Queryable, key: string, value: unknown): Promise<void> {
  await database.query(
    'insert into settings (key, value) values ($1, $2::jsonb) on conflict (key) do update set value = excluded.value',
    [key, JSON.stringify(value)],
  )
}
