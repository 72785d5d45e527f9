import type { Queryable } from '../db/database.ts'
import { STATE_COLUMNS } from './case-columns.ts'
import type { CaseDraft } from './case-draft.ts'
import { caseNumber } from './case-number.ts'

/** Key of the advisory lock under which numbers are given out. */
const NUMBER_LOCK = 0x6e756d62

/** The columns that are fixed when a case is reported, beside those of its state. */
const FIXED_COLUMNS = [
  ['number', 'text'], ['channel', 'text'], ['external_number', 'text'], ['category_code', 'text'],
  ['description', 'text'], ['address', 'text'], ['cell_r10', 'bigint'], ['urgent', 'boolean'],
  ['reported_at', 'timestamptz'], ['reporter_worker_id', 'int'], ['community_grid_id', 'int'],
  ['street_grid_id', 'int'], ['exclusive_grid_ids', 'int[]'], ['owner_grid_id', 'int'], ['area_code', 'text'],
  ['routing_trail', 'jsonb'], ['template', 'text'], ['split_from', 'bigint'],
] as const
const TYPED = [...FIXED_COLUMNS, ...STATE_COLUMNS.map(({ name, type }) => [name, type] as const)]
const NAMES = TYPED.map(([name]) => name).join(', ')

const INSERT = `
  insert into cases (point, person_hash, ${NAMES})
  select st_setsrid(st_makepoint(lng, lat), 4326), decode(person_hash, 'hex'), ${NAMES}
    from jsonb_to_recordset($1::jsonb) as t
      (lng float8, lat float8, person_hash text, ${TYPED.map((column) => column.join(' ')).join(', ')})
   order by number
  on conflict (channel, external_number) do nothing
  returning id, number`

/**
 * Inserts the rows of new cases with the next numbers of their days, and tells their drafts their ids. Answers the drafts
 * that are new; of the others the channel has sent the external number before. Numbers are given out one transaction at a
 * time, so that no two get the same.
 */
export async function insertCases(transaction: Queryable, drafts: readonly CaseDraft[]): Promise<CaseDraft[]> {
  await lockNumbers(transaction)
  const known = await knownNumbers(transaction, drafts)
  const seen = new Set<string>()
  const fresh = drafts.filter((draft) => {
    const key = keyOf(draft)
    if (key === null) return true
    if (known.has(key) || seen.has(key)) return false
    seen.add(key)
    return true
  })
  if (fresh.length === 0) return []
  const numbers = await nextNumbers(transaction, fresh.map(({ newCase }) => newCase!.dayKey))
  const rows = fresh.map((draft, index) => rowOf(draft, numbers[index]))
  const { rows: inserted } = await transaction.query<{ id: string; number: string }>(INSERT, [JSON.stringify(rows)])
  const idOf = new Map(inserted.map(({ id, number }) => [number, Number(id)]))
  return fresh.filter((draft, index) => {
    const id = idOf.get(numbers[index])
    if (id === undefined) return false
    draft.state = { ...draft.state, id }
    return true
  })
}

/** Makes all others wait who want numbers. Whoever locks cases as well does this first. */
export async function lockNumbers(transaction: Queryable): Promise<void> {
  await transaction.query('select pg_advisory_xact_lock($1)', [NUMBER_LOCK])
}

function rowOf({ newCase, state }: CaseDraft, number: string): Record<string, unknown> {
  const { route, reportedAtMs, cellR10, personHash, ...rest } = newCase!
  const row: Record<string, unknown> = {
    number,
    lng: rest.lng,
    lat: rest.lat,
    person_hash: personHash?.toString('hex') ?? null,
    channel: rest.channel,
    external_number: rest.externalNumber,
    category_code: rest.categoryCode,
    description: rest.description,
    address: rest.address,
    cell_r10: String(cellR10),
    urgent: rest.urgent,
    reported_at: new Date(reportedAtMs).toISOString(),
    reporter_worker_id: rest.reporterWorkerId,
    community_grid_id: route.communityGridId,
    street_grid_id: route.streetGridId,
    exclusive_grid_ids: route.exclusiveGridIds,
    owner_grid_id: route.ownerGridId,
    area_code: route.areaCode,
    routing_trail: route.trail,
    template: state.template.code,
    split_from: rest.splitFrom,
  }
  for (const { name, valueOf } of STATE_COLUMNS) row[name] = valueOf(state)
  return row
}

function keyOf({ newCase }: CaseDraft): string | null {
  const { channel, externalNumber } = newCase!
  return externalNumber === null ? null : `${channel} ${externalNumber}`
}

/** Which of these external numbers are there: a row that is not inserted would leave a gap in the numbers. */
async function knownNumbers(transaction: Queryable, drafts: readonly CaseDraft[]): Promise<Set<string>> {
  const named = drafts.flatMap(({ newCase }) => (newCase!.externalNumber === null ? [] : [newCase!]))
  if (named.length === 0) return new Set()
  const { rows } = await transaction.query<{ key: string }>(
    `select channel || ' ' || external_number as key from cases
      where (channel, external_number) in (select * from unnest($1::text[], $2::text[]))`,
    [named.map(({ channel }) => channel), named.map(({ externalNumber }) => externalNumber)],
  )
  return new Set(rows.map(({ key }) => key))
}

/** The numbers after the last ones of these days. Numbers have one length, so that the largest text is the largest. */
async function nextNumbers(transaction: Queryable, dayKeys: readonly string[]): Promise<string[]> {
  const days = [...new Set(dayKeys)]
  const { rows } = await transaction.query<{ day: string; last: string | null }>(
    `select day, (select max(number) from cases where number between first and last) as last
       from unnest($1::text[], $2::text[], $3::text[]) as t (day, first, last)`,
    [days, days.map((day) => caseNumber(day, 0)), days.map((day) => caseNumber(day, 999_999))],
  )
  const lastOf = new Map(rows.map(({ day, last }) => [day, last === null ? 0 : Number(last.slice(-6))]))
  return dayKeys.map((day) => {
    const sequence = lastOf.get(day)! + 1
    lastOf.set(day, sequence)
    return caseNumber(day, sequence)
  })
}
