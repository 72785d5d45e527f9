import type {
  QuarantineCounts, QuarantineCountsQuery, QuarantinePage, QuarantineQuery,
} from '../contract/api/trackers.ts'
import type { Queryable } from '../db/database.ts'

const DEFAULT_LIMIT = 100

/** Who asks: administrators of the whole city also see what is of no known device. */
export interface QuarantineScope {
  scopeCode: string
  isWholeCity: boolean
}

interface Conditions {
  text: string
  values: unknown[]
}

function conditionsOf(query: QuarantineQuery, { scopeCode, isWholeCity }: QuarantineScope): Conditions {
  const values: unknown[] = []
  const parameter = (value: unknown) => `$${values.push(value)}`
  const conditions = ['true']
  if (!isWholeCity) {
    const scope = parameter(scopeCode)
    conditions.push(
      `(exists (select from trackers join workers on workers.id = worker_id
                 where key = quarantined_records.device_key and area_code like ${scope} || '%')
        or exists (select from devices
                    where key = quarantined_records.device_key and area_code like ${scope} || '%'))`,
    )
  }
  if (query.device !== undefined) conditions.push(`device_key = ${parameter(query.device)}`)
  if (query.reason !== undefined) conditions.push(`starts_with(reason, ${parameter(`${query.reason}:`)})`)
  if (query.from !== undefined) conditions.push(`received_at >= ${parameter(new Date(query.from))}`)
  if (query.to !== undefined) conditions.push(`received_at < ${parameter(new Date(query.to))}`)
  if (query.before !== undefined) conditions.push(`id < ${parameter(query.before)}`)
  return { text: conditions.join(' and '), values }
}

/** A page of what was set aside, newest first. */
export async function listQuarantine(
  database: Queryable, query: QuarantineQuery, scope: QuarantineScope,
): Promise<QuarantinePage> {
  const { text, values } = conditionsOf(query, scope)
  const limit = query.limit ?? DEFAULT_LIMIT
  const { rows } = await database.query<{
    id: string; received_at: Date; protocol: string; device: string; reason: string; record: string
    bytes: string | null
  }>(
    `select id, received_at, protocol, device_key as device, reason, record, encode(bytes, 'hex') as bytes
       from quarantined_records where ${text} order by id desc limit $${values.push(limit + 1)}`,
    values,
  )
  const records = rows.slice(0, limit)
    .map(({ id, received_at, ...row }) => ({ id: Number(id), receivedAt: received_at.toISOString(), ...row }))
  return { records, next: rows.length > limit ? records.at(-1)!.id : null }
}

/** How many were set aside for each reason's code. */
export async function countQuarantine(
  database: Queryable, query: QuarantineCountsQuery, scope: QuarantineScope,
): Promise<QuarantineCounts> {
  const { text, values } = conditionsOf(query, scope)
  const { rows } = await database.query<{ code: string; count: number; newest: Date }>(
    `select split_part(reason, ':', 1) as code, count(*)::int as count, max(received_at) as newest
       from quarantined_records where ${text} group by 1 order by 2 desc, 1`,
    values,
  )
  return rows.map(({ code, count, newest }) => ({ code, count, newestAt: newest.toISOString() }))
}
