import { DEFAULT_RETENTION, type RetentionPolicy } from '../contract/api/retention.ts'
import type { Queryable } from '../db/database.ts'
import { readSetting, writeSetting } from '../db/setting.ts'

const SETTING = 'retention'

/** For how many days what grows by itself is kept: as set, else by default. */
export async function readRetention(database: Queryable): Promise<RetentionPolicy> {
  return { ...DEFAULT_RETENTION, ...(await readSetting<Partial<RetentionPolicy>>(database, SETTING)) }
}

/** Puts another policy in its place; it counts from the next sweep on. */
export async function writeRetention(database: Queryable, policy: RetentionPolicy): Promise<void> {
  await writeSetting(database, SETTING, policy)
}
