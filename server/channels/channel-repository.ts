import type { ChannelRecord } from '../contract/api/city.ts'
import type { Queryable } from '../db/database.ts'

/** All channels in their order. */
export async function readChannels(database: Queryable): Promise<ChannelRecord[]> {
  const { rows } = await database.query<ChannelRecord>(
    `select code, name, name_en as "nameEn", kind, template, proactive, enabled from channels order by position, code`,
  )
  return rows
}
