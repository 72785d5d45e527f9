import { type CaseStatus, FINISHED_STATUSES } from '../contract/api/cases.ts'
import { peopleOf } from '../cases/people-of.ts'
import type { Queryable } from '../db/database.ts'
import type { Answer } from './answers.ts'
import type { RequestQuery } from './request-query.ts'

/** What is read of a case that is public. */
export interface RequestRow {
  number: string
  status: CaseStatus
  round: number
  categoryCode: string
  description: string
  address: string
  unitId: number | null
  reportedAt: Date
  updatedAt: Date
  dueAt: Date
  lng: number
  lat: number
  addressId: string | null
  mediaUrl: string | null
  answers: Answer[] | null
  /** The names of the persons in it, and what they are reached by: none of that is public, wherever it was written. */
  people: string[]
  /** What was said last to whoever reported it; null: nothing. */
  note: string | null
  /** The number of the case that it repeats. */
  mergedInto: string | null
}

/** The kinds of events whose notes are for everybody. */
const PUBLIC_NOTES = ['reply', 'close', 'reject']

/**
 * The public cases that are asked for, newest first: those of these channels that are no command's. Numbers that are
 * none of them are left out. One statement; what belongs to a case is looked up for those of the page only.
 */
export async function findRequests(
  database: Queryable, query: RequestQuery, channels: readonly string[],
): Promise<RequestRow[]> {
  const values: unknown[] = []
  const parameter = (value: unknown): string => `$${values.push(value)}`
  const conditions = [`mode = 'normal'`, `channel = any(${parameter(channels)})`]
  let page = ''
  if (query.type === 'numbers') {
    conditions.push(`number = any(${parameter(query.numbers)})`)
  } else {
    const { serviceCodes, status, fromMs, toMs, limit, offset } = query
    conditions.push(`reported_at between ${parameter(new Date(fromMs))} and ${parameter(new Date(toMs))}`)
    if (serviceCodes !== null) conditions.push(`category_code = any(${parameter(serviceCodes)})`)
    if (status !== null) {
      const isFinished = `status = any(${parameter(FINISHED_STATUSES)})`
      conditions.push(status === 'closed' ? isFinished : `not ${isFinished}`)
    }
    page = `limit ${parameter(limit)} offset ${parameter(offset)}`
  }
  const { rows } = await database.query<RequestRow>(
    `select c.number, c.status, c.round, c.category_code as "categoryCode", c.description, c.address,
            c.unit_id as "unitId", c.reported_at as "reportedAt", c.updated_at as "updatedAt", c.due_at as "dueAt",
            st_x(c.point) as lng, st_y(c.point) as lat, r.address_id as "addressId", r.media_url as "mediaUrl",
            r.answers, ${peopleOf('c')} as people,
            (select note from case_events as e
              where e.case_id = c.id and e.kind = any(${parameter(PUBLIC_NOTES)}) and e.note <> ''
              order by e.id desc limit 1) as note,
            (select number from cases where id = c.merged_into) as "mergedInto"
       from (select * from cases where ${conditions.join(' and ')} order by reported_at desc, id desc ${page}) as c
       left join open311_requests as r on r.case_id = c.id
      order by c.reported_at desc, c.id desc`,
    values,
  )
  return rows
}
