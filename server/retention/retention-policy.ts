import { DEFAULT_RETENTION, type RetentionPolicy } from '../contract/api/retention.ts'
import type { Queryable } from '../db/database.ts'

const SETTING = 'retention'

/** For how many days what grows by itself is kept: as set, else by default. */
export async function readRetention(database: Queryable): Promise<RetentionPolicy> {
  const { rows } = await database.query<{ value: Partial<RetentionPolicy> }>(
    'select value from settings where key = $1', [SETTING],
  )
  return { ...DEFAULT_RETENTION, ...rows[0]?.value }
}

/** Puts another policy in its place; it counts from the next sweep on. */
export async function writeRetention(database: Queryable, policy: RetentionPolicy): Promise<void> {
  await database.query(
    'insert into settings (key, value) values ($1, $2::jsonb) on conflict (key) do update set value = excluded.value',
    [SETTING, JSON.stringify(policy)],
  )
}
