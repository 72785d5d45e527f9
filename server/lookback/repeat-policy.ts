import type { RepeatPolicy, RepeatPolicyBody } from '../contract/api/lookback.ts'
import type { Queryable } from '../db/database.ts'

const SETTING = 'repeats'
const DEFAULTS: RepeatPolicy = { cases: 3, days: 90, channels: [] }

/** From how many complaints within how many days on it is a repeated one: as set, else 3 within 90, by whatever the public
 * reports. */
export async function readRepeatPolicy(database: Queryable): Promise<RepeatPolicy> {
  const { rows } = await database.query<{ value: RepeatPolicyBody }>('select value from settings where key = $1', [SETTING])
  return { ...DEFAULTS, ...rows[0]?.value }
}

/** Puts another policy in its place; it counts for complaints that come from now on. */
export async function writeRepeatPolicy(database: Queryable, policy: RepeatPolicy): Promise<void> {
  await database.query(
    'insert into settings (key, value) values ($1, $2::jsonb) on conflict (key) do update set value = excluded.value',
    [SETTING, JSON.stringify(policy)],
  )
}
