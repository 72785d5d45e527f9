import type { Open311Settings } from '../contract/api/open311.ts'
import type { Queryable } from '../db/database.ts'
import { readSetting, writeSetting } from '../db/setting.ts'
import type { CityFacts } from '../org/city-facts.ts'

const SETTING = 'open311'

/** The channels by which the public reports. */
const PUBLIC_CHANNELS = ['app', 'web', 'wechat', 'open311', '12345']

/** How the city shows itself by Open311: as set, else by default. */
export async function readOpen311Settings(database: Queryable, { record }: CityFacts): Promise<Open311Settings> {
  const kept = await readSetting<Partial<Open311Settings>>(database, SETTING)
  return {
    jurisdictionId: null,
    contact: `${record.name} ${record.nameEn}`,
    keyService: 'Keys are issued by the administrators of the city.',
    type: record.simulated ? 'test' : 'production',
    channels: PUBLIC_CHANNELS,
    ...kept,
  }
}

/** Puts others in their place. */
export async function writeOpen311Settings(database: Queryable, settings: Open311Settings): Promise<void> {
  await writeSetting(database, SETTING, settings)
}
