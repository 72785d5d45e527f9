import type { ChannelBody, ChannelEntry, ChannelMapping } from '../contract/api/channels.ts'
import type { ChannelRecord } from '../contract/api/city.ts'
import type { Queryable } from '../db/database.ts'

/** All channels in their order. */
export async function readChannels(database: Queryable): Promise<ChannelRecord[]> {
  const { rows } = await database.query<ChannelRecord>(
    `select code, name, name_en as "nameEn", kind, template, proactive, enabled from channels order by position, code`,
  )
  return rows
}

/** How the records of each channel are read, by its code; null: in our own form. */
export async function readMappings(database: Queryable): Promise<Map<string, ChannelMapping | null>> {
  const { rows } = await database.query<{ code: string; mapping: ChannelMapping | null }>(
    'select code, mapping from channels',
  )
  return new Map(rows.map(({ code, mapping }) => [code, mapping]))
}

/** The channels with what came by each since `sinceMs`, and what waits there, in an area. */
export async function listChannels(database: Queryable, scopeCode: string, sinceMs: number): Promise<ChannelEntry[]> {
  const { rows } = await database.query<ChannelEntry>(
    `select code, name, name_en as "nameEn", kind, template, proactive, enabled, mapping,
            coalesce(came.n, 0)::int as "casesToday", coalesce(waiting.n, 0)::int as "openRejects"
       from channels
       left join (select channel, count(*) as n from cases where reported_at >= $2 and area_code like $1 || '%'
                   group by 1) as came on came.channel = code
       left join (select channel, count(*) as n from channel_rejects where state = 'open' and scope_code like $1 || '%'
                   group by 1) as waiting on waiting.channel = code
      order by position, code`,
    [scopeCode, new Date(sinceMs)],
  )
  return rows
}

/** Adds a channel after the others; false where its code is taken. */
export async function insertChannel(database: Queryable, code: string, channel: ChannelBody): Promise<boolean> {
  const { rowCount } = await database.query(
    `insert into channels (code, name, name_en, kind, template, proactive, enabled, mapping, position)
     values ($1, $2, $3, $4, $5, $6, $7, $8::json, (select coalesce(max(position), 0) + 1 from channels))
     on conflict (code) do nothing`,
    [code, ...valuesOf(channel)],
  )
  return rowCount === 1
}

/** Changes a channel; false where there is none of this code. */
export async function updateChannel(database: Queryable, code: string, channel: ChannelBody): Promise<boolean> {
  const { rowCount } = await database.query(
    `update channels set name = $2, name_en = $3, kind = $4, template = $5, proactive = $6, enabled = $7,
            mapping = $8::json
      where code = $1`,
    [code, ...valuesOf(channel)],
  )
  return rowCount === 1
}

function valuesOf({ name, nameEn, kind, template, proactive, enabled, mapping }: ChannelBody): unknown[] {
  return [name, nameEn, kind, template, proactive, enabled, mapping === null ? null : JSON.stringify(mapping)]
}
