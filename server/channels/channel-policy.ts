import type { ChannelPolicy } from '../contract/api/channels.ts'
import type { Queryable } from '../db/database.ts'
import { readSetting, writeSetting } from '../db/setting.ts'

const SETTING = 'channels'

const DEFAULTS: ChannelPolicy = { contactDays: 180, privateAddresses: true }

/** How long contacts are kept and where messages may go: as set, else by default. */
export async function readChannelPolicy(database: Queryable): Promise<ChannelPolicy> {
  return { ...DEFAULTS, ...(await readSetting<Partial<ChannelPolicy>>(database, SETTING)) }
}

/** Puts another policy in its place. */
export async function writeChannelPolicy(database: Queryable, policy: ChannelPolicy): Promise<void> {
  await writeSetting(database, SETTING, policy)
}
