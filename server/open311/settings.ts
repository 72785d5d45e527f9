import type { Open311Settings } from '../contract/api/open311.ts'
import type { Queryable } from '../db/database.ts'
import type { CityFacts } from '../org/city-facts.ts'

const SETTING = 'open311'

/** The channels by which the public reports. */
const PUBLIC_CHANNELS = ['app', 'web', 'wechat', 'open311', '12345']

/** How the city shows itself by Open311: as set, else by default. */
export async function readOpen311Settings(database: Queryable, { record }: CityFacts): Promise<Open311Settings> {
  const { rows } = await database.query<{ value: Partial<Open311Settings> }>(
    'select value from settings where key = $1', [SETTING],
  )
  return {
    jurisdictionId: null,
    contact: `${record.name} ${record.nameEn}`,
    keyService: 'Keys are issued by the administrators of the city.',
    type: record.simulated ? 'test' : 'production',
    channels: PUBLIC_CHANNELS,
    ...rows[0]?.value,
  }
}

/** Puts others in their place. */
export async function writeOpen311Settings(database: Queryable, settings: Open311Settings): Promise<void> {
  await database.query(
    `insert into settings (key, value) values ($1, $2::jsonb) on conflict (key) do update set value = excluded.value`,
    [SETTING, JSON.stringify(settings)],
  )
}
