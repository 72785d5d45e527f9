import type { RepeatPolicy, RepeatPolicyBody } from '../contract/api/lookback.ts'
import type { Queryable } from '../db/database.ts'
import { readSetting, writeSetting } from '../db/setting.ts'

const SETTING = 'repeats'
const DEFAULTS: RepeatPolicy = { cases: 3, days: 90, channels: [] }

/** From how many complaints within how many days on it is a repeated one: as set, else 3 within 90, by whatever the public
 * reports. */
export async function readRepeatPolicy(database: Queryable): Promise<RepeatPolicy> {
  return { ...DEFAULTS, ...(await readSetting<RepeatPolicyBody>(database, SETTING)) }
}

/** Puts another policy in its place; it counts for complaints that come from now on. */
export async function writeRepeatPolicy(database: Queryable, policy: RepeatPolicy): Promise<void> {
  await writeSetting(database, SETTING, policy)
}
