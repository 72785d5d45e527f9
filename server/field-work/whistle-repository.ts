import type { WhistleCall, WhistleRecord, WhistlesQuery } from '../contract/api/field-work.ts'
import type { Queryable } from '../db/database.ts'
import type { CityFacts } from '../org/city-facts.ts'
import { areaWords } from './case-words.ts'
import type { FieldPerson } from './field-person.ts'

const NEWEST = 100

export interface NewWhistle {
  caseId: number | null
  lng: number
  lat: number
  areaCode: string
  text: string
  withinM: number
  unitIds: readonly number[]
  workerIds: readonly number[]
  blownBy: string
  /** Who blew it, where that was a worker. */
  workerId: number | null
  blownAtMs: number
  dueAtMs: number
}

/** Keeps a whistle and whom it calls; answers its id. */
export async function insertWhistle(transaction: Queryable, whistle: NewWhistle): Promise<number> {
  const { caseId, lng, lat, areaCode, text, withinM, unitIds, workerIds, blownBy, workerId, blownAtMs, dueAtMs } = whistle
  const { rows } = await transaction.query<{ id: string }>(
    `insert into whistles (case_id, point, area_code, text, within_m, blown_by, worker_id, blown_at, due_at)
     values ($1, st_setsrid(st_makepoint($2, $3), 4326), $4, $5, $6, $7, $8, $9, $10) returning id`,
    [caseId, lng, lat, areaCode, text, withinM, blownBy, workerId, new Date(blownAtMs), new Date(dueAtMs)],
  )
  const id = Number(rows[0].id)
  await transaction.query(
    `insert into whistle_calls (whistle_id, unit_id, worker_id)
     select $1::bigint, unit_id, null::int from unnest($2::int[]) as unit_id
     union all select $1::bigint, null, worker_id from unnest($3::int[]) as worker_id`,
    [id, unitIds, workerIds],
  )
  return id
}

/** A whistle while it is being answered; its calls are locked with it. */
export interface LockedWhistle {
  id: number
  caseId: number | null
  lng: number
  lat: number
  areaCode: string
  text: string
  withinM: number
  /** Who blew it, where that was a worker. */
  workerId: number | null
  blownAtMs: number
  endedAtMs: number | null
  /** Whom it calls. */
  unitIds: number[]
  workerIds: number[]
}

/** A whistle, locked until the transaction ends; null where there is none. */
export async function lockWhistle(transaction: Queryable, id: number): Promise<LockedWhistle | null> {
  const { rows } = await transaction.query<{
    case_id: string | null; lng: number; lat: number; area_code: string; text: string; within_m: number
    worker_id: number | null; blown_at: Date; ended_at: Date | null; unit_ids: number[]; worker_ids: number[]
  }>(
    `select case_id, st_x(point) as lng, st_y(point) as lat, area_code, text, within_m, worker_id, blown_at, ended_at,
            array(select unit_id from whistle_calls
                   where whistle_id = whistles.id and unit_id is not null order by unit_id) as unit_ids,
            array(select worker_id from whistle_calls as calls
                   where whistle_id = whistles.id and calls.worker_id is not null order by 1) as worker_ids
       from whistles where id = $1 for update`,
    [id],
  )
  const row = rows[0]
  if (row === undefined) return null
  return {
    id, caseId: row.case_id === null ? null : Number(row.case_id), lng: row.lng, lat: row.lat, areaCode: row.area_code,
    text: row.text, withinM: row.within_m, workerId: row.worker_id, blownAtMs: row.blown_at.getTime(),
    endedAtMs: row.ended_at?.getTime() ?? null, unitIds: row.unit_ids, workerIds: row.worker_ids,
  }
}

/** Which concern a person: of a desk those of its area or passed on to it, of a unit those that call it, of a worker
 * those that he blew or that call him. */
const CONCERNS = `
  case when $1::int is not null then
         exists (select 1 from whistle_calls where whistle_id = whistles.id and unit_id = $1)
       when $2::int is not null then whistles.worker_id = $2
         or exists (select 1 from whistle_calls as calls where whistle_id = whistles.id and calls.worker_id = $2)
       else whistles.area_code like $3 || '%'
         or exists (select 1 from whistle_calls where whistle_id = whistles.id and escalated_to like $3 || '%')
  end`

/** The newest whistles of a person's concern: of a case, those that are open or not, or the one of this id; newest first. */
export async function listWhistles(
  database: Queryable, person: FieldPerson, city: CityFacts, { id, caseId, open }: WhistlesQuery & { id?: number } = {},
): Promise<WhistleRecord[]> {
  const { unitId, workerId, scopeCode } = person
  const { rows } = await database.query<WhistleRow>(
    `select whistles.id, case_id, cases.number as case_number, st_x(whistles.point) as lng, st_y(whistles.point) as lat,
            whistles.area_code, text, within_m, blown_at, blown_by, whistles.due_at, ended_at,
            (select jsonb_agg(jsonb_build_object(
                      'unitId', unit_id, 'workerId', calls.worker_id,
                      'called', jsonb_build_object('name', workers.name, 'nameEn', workers.name_en), 'checkedInAt', extract(epoch from checked_in_at) * 1000,
                      'checkedInBy', checked_in_by, 'distanceM', distance_m, 'accuracyM', accuracy_m,
                      'escalatedAt', extract(epoch from escalated_at) * 1000, 'escalatedTo', escalated_to)
                      order by unit_id, calls.worker_id)
               from whistle_calls as calls left join workers on workers.id = calls.worker_id
              where whistle_id = whistles.id) as calls
       from whistles left join cases on cases.id = case_id
      where (${CONCERNS}) and ($4::bigint is null or whistles.id = $4) and ($5::bigint is null or case_id = $5)
        and ($6::boolean is null or (ended_at is null) = $6)
      order by whistles.id desc limit ${NEWEST}`,
    [unitId, workerId, scopeCode, id ?? null, caseId ?? null, open ?? null],
  )
  return rows.map((row) => ({
    id: Number(row.id),
    caseId: row.case_id === null ? null : Number(row.case_id),
    caseNumber: row.case_number,
    lng: row.lng,
    lat: row.lat,
    areaCode: row.area_code,
    area: areaWords(city, row.area_code),
    text: row.text,
    withinM: row.within_m,
    blownAt: row.blown_at.toISOString(),
    blownBy: row.blown_by,
    dueAt: row.due_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    calls: row.calls.map((call) => callOf(call, city)),
  }))
}

interface WhistleRow {
  id: string
  case_id: string | null
  case_number: string | null
  lng: number
  lat: number
  area_code: string
  text: string
  within_m: number
  blown_at: Date
  blown_by: string
  due_at: Date
  ended_at: Date | null
  calls: CallRow[]
}

type CallRow = Omit<WhistleCall, 'checkedInAt' | 'escalatedAt'> & {
  /** Epoch milliseconds. */
  checkedInAt: number | null
  escalatedAt: number | null
}

function callOf(row: CallRow, { unitById }: CityFacts): WhistleCall {
  const { unitId } = row
  const unit = unitId === null ? undefined : unitById.get(unitId)
  const iso = (atMs: number | null) => (atMs === null ? null : new Date(Math.round(atMs)).toISOString())
  return {
    ...row,
    called: unitId === null ? row.called : { name: unit?.name ?? `${unitId}`, nameEn: unit?.nameEn ?? `${unitId}` },
    checkedInAt: iso(row.checkedInAt), escalatedAt: iso(row.escalatedAt),
  }
}
