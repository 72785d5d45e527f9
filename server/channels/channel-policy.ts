import type { ChannelPolicy } from '../contract/api/channels.ts'
import type { Queryable } from '../db/database.ts'

const SETTING = 'channels'

const DEFAULTS: ChannelPolicy = { contactDays: 180, privateAddresses: true }

/** How long contacts are kept and where messages may go: as set, else by default. */
export async function readChannelPolicy(database: Queryable): Promise<ChannelPolicy> {
  const { rows } = await database.query<{ value: Partial<ChannelPolicy> }>(
    'select value from settings where key = $1', [SETTING],
  )
  return { ...DEFAULTS, ...rows[0]?.value }
}

/** Puts another policy in its place. */
export async function writeChannelPolicy(database: Queryable, policy: ChannelPolicy): Promise<void> {
  await database.query(
    `insert into settings (key, value) values ($1, $2::jsonb) on conflict (key) do update set value = excluded.value`,
    [SETTING, JSON.stringify(policy)],
  )
}
