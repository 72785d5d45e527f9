import { classOf } from '../cases/category-tree.ts'
import type { RepeatPolicy } from '../contract/api/lookback.ts'
import type { Queryable } from '../db/database.ts'
import type { CityFacts } from '../org/city-facts.ts'

/** A case that repeats earlier ones: all of them by id, itself the last. */
export interface Repeat {
  caseId: number
  kind: 'place' | 'person'
  /** Of a place its cell and class, of a person his hash. */
  key: string
  caseIds: number[]
}

/** What of a case counts: somebody complained about it, it was not turned down, and it is no drill. */
const COUNTS = (table: string) =>
  `${table}.channel = any($2) and ${table}.status <> 'rejected' and ${table}.mode <> 'drill'`

/** Earlier ones, and the case itself. */
const EARLIER = `other.id <= fresh.id and other.reported_at > fresh.reported_at - make_interval(hours => $3 * 24)`

/**
 * Of these cases those that are at least the `policy.cases`-th complaint within `policy.days` about the same cell (H3,
 * resolution 10) and class, or of the same person; by case, places first. Without channels in the policy what the city
 * finds itself is no complaint, and all else is one.
 */
export async function findRepeats(
  transaction: Queryable, caseIds: readonly number[], policy: RepeatPolicy, { record, categoryByCode }: CityFacts,
): Promise<Repeat[]> {
  const reactive = record.channels.filter(({ proactive }) => !proactive).map(({ code }) => code)
  const channels = policy.channels.length > 0 ? policy.channels : reactive
  const codes = [...categoryByCode.keys()]
  const shared = [caseIds, channels, policy.days, policy.cases]
  const places = await transaction.query<Repeat>(
    `with class_of (code, class) as (select * from unnest($5::text[], $6::text[]))
     select fresh.id::float8 as "caseId", 'place' as kind, fresh.cell_r10 || ' ' || a.class as key,
            array_agg(other.id::float8 order by other.id) as "caseIds"
       from cases as fresh join class_of as a on a.code = fresh.category_code
       join cases as other on other.cell_r10 = fresh.cell_r10 and ${EARLIER}
       join class_of as b on b.code = other.category_code and b.class = a.class
      where fresh.id = any($1::bigint[]) and ${COUNTS('fresh')} and ${COUNTS('other')}
      group by fresh.id, a.class having count(*) >= $4`,
    [...shared, codes, codes.map((code) => classOf(code, categoryByCode))],
  )
  const people = await transaction.query<Repeat>(
    `select fresh.id::float8 as "caseId", 'person' as kind, encode(fresh.person_hash, 'hex') as key,
            array_agg(other.id::float8 order by other.id) as "caseIds"
       from cases as fresh join cases as other on other.person_hash = fresh.person_hash and ${EARLIER}
      where fresh.id = any($1::bigint[]) and ${COUNTS('fresh')} and ${COUNTS('other')}
      group by fresh.id having count(*) >= $4`,
    shared,
  )
  return [...places.rows, ...people.rows].sort((a, b) => a.caseId - b.caseId || (a.kind === 'place' ? -1 : 1))
}
