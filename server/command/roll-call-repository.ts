import type { MyRollCall, RollCallPerson, RollCallSummary } from '../contract/api/command.ts'
import type { Queryable } from '../db/database.ts'
import type { CityFacts } from '../org/city-facts.ts'
import { areaNamed } from './area-named.ts'
import type { Receiver } from './receivers.ts'

export interface NewRollCall {
  activationId: number | null
  areaCode: string
  kind: RollCallSummary['kind']
  message: string
  calledAtMs: number
  calledBy: string
  dueAtMs: number
}

/** Whose answer it is: one of the two is given. */
export interface Answerer {
  workerId: number | null
  unitId: number | null
}

type Converted = 'id' | 'activationId' | 'area' | 'calledAt' | 'dueAt' | 'overdueAt' | 'endedAt'

interface Row extends Omit<RollCallSummary, Converted> {
  id: string
  activation_id: string | null
  called_at: Date
  due_at: Date
  overdue_at: Date | null
  ended_at: Date | null
}

const summaries = (where: string, order = 'roll_calls.id desc') => `
  select roll_calls.id, activation_id, area_code as "areaCode", kind, message, called_at, called_by as "calledBy",
         due_at, overdue_at, ended_at, total, answered, unable, late, total - answered as missing
    from roll_calls, lateral (
      select count(*)::int as total, count(answer)::int as answered,
             count(*) filter (where answer = 'unable')::int as unable,
             count(*) filter (where answered_at > due_at)::int as late
        from roll_call_people where roll_call_id = roll_calls.id
    ) as counts
   where ${where} order by ${order}`

/** Adds a roll call with those who are called, by the messages that they were sent. Answers its id. */
export async function insertRollCall(
  transaction: Queryable, call: NewRollCall, people: readonly Receiver[], messageIds: readonly number[],
): Promise<number> {
  const { activationId, areaCode, kind, message, calledAtMs, calledBy, dueAtMs } = call
  const { rows } = await transaction.query<{ id: string }>(
    `insert into roll_calls (activation_id, area_code, kind, message, called_at, called_by, due_at)
     values ($1, $2, $3, $4, $5, $6, $7) returning id`,
    [activationId, areaCode, kind, message, new Date(calledAtMs), calledBy, new Date(dueAtMs)],
  )
  const id = Number(rows[0].id)
  await transaction.query(
    `insert into roll_call_people (roll_call_id, worker_id, unit_id, name, name_en, on_duty, message_id)
     select $1, * from unnest($2::int[], $3::int[], $4::text[], $5::text[], $6::boolean[], $7::bigint[])`,
    [
      id, people.map(({ workerId }) => workerId), people.map(({ unitId }) => unitId), people.map(({ name }) => name),
      people.map(({ nameEn }) => nameEn), people.map(({ onDuty }) => onDuty), messageIds,
    ],
  )
  return id
}

/** A roll call as it stands; null where there is none in the scope ('' for all). */
export async function readRollCall(
  database: Queryable, city: CityFacts, id: number, scopeCode: string,
): Promise<RollCallSummary | null> {
  const { rows } = await database.query<Row>(
    summaries('roll_calls.id = $1 and (starts_with(area_code, $2) or starts_with($2, area_code))'), [id, scopeCode],
  )
  return rows[0] === undefined ? null : toSummary(rows[0], city)
}

/** The newest roll calls of a scope and above it, newest first; with `openOnly` those that have not ended. */
export async function listRollCalls(
  database: Queryable, city: CityFacts, scopeCode: string, openOnly: boolean, limit: number,
): Promise<RollCallSummary[]> {
  const { rows } = await database.query<Row>(
    `${summaries('(starts_with(area_code, $1) or starts_with($1, area_code)) and (not $2 or ended_at is null)')}
      limit $3`,
    [scopeCode, openOnly, limit],
  )
  return rows.map((row) => toSummary(row, city))
}

/** The roll calls of an activation, oldest first. */
export async function rollCallsOf(
  database: Queryable, city: CityFacts, activationId: number,
): Promise<RollCallSummary[]> {
  const { rows } = await database.query<Row>(summaries('activation_id = $1', 'roll_calls.id'), [activationId])
  return rows.map((row) => toSummary(row, city))
}

/** Who was called, the missing first. A place is where an answer came from. */
export async function readPeople(database: Queryable, id: number): Promise<RollCallPerson[]> {
  const { rows } = await database.query<Omit<RollCallPerson, 'answeredAt' | 'place'> & {
    answered_at: Date | null; lng: number | null; lat: number | null
  }>(
    `select worker_id as "workerId", unit_id as "unitId", name, name_en as "nameEn", on_duty as "onDuty", answer, note,
            answered_at, answered_by as "answeredBy", coalesce(answered_at > due_at, false) as late, lng, lat
       from roll_call_people join roll_calls on roll_calls.id = roll_call_id
      where roll_call_id = $1
      order by answered_at is not null, answer = 'unable' desc, answered_at desc, roll_call_people.id`,
    [id],
  )
  return rows.map(({ answered_at, lng, lat, ...row }) => ({
    ...row,
    answeredAt: answered_at?.toISOString() ?? null,
    place: lng === null || lat === null ? null : { lng, lat, at: answered_at!.toISOString() },
  }))
}

/** What a unit or worker is called to and that has not ended, newest first. */
export async function myRollCalls(database: Queryable, { workerId, unitId }: Answerer): Promise<MyRollCall[]> {
  const { rows } = await database.query<Omit<MyRollCall, 'id' | 'calledAt' | 'dueAt' | 'answeredAt'> & {
    id: string; called_at: Date; due_at: Date; answered_at: Date | null
  }>(
    `select roll_calls.id, kind, message, called_at, called_by as "calledBy", due_at, answer, answered_at
       from roll_call_people join roll_calls on roll_calls.id = roll_call_id
      where (worker_id = $1 or unit_id = $2) and ended_at is null order by roll_calls.id desc limit 20`,
    [workerId, unitId],
  )
  return rows.map(({ id, called_at, due_at, answered_at, ...row }) => ({
    ...row, id: Number(id), calledAt: called_at.toISOString(), dueAt: due_at.toISOString(),
    answeredAt: answered_at?.toISOString() ?? null,
  }))
}

function toSummary(
  { id, activation_id, called_at, due_at, overdue_at, ended_at, ...row }: Row, city: CityFacts,
): RollCallSummary {
  return {
    ...row, id: Number(id), activationId: activation_id === null ? null : Number(activation_id),
    area: areaNamed(city, row.areaCode), calledAt: called_at.toISOString(), dueAt: due_at.toISOString(),
    overdueAt: overdue_at?.toISOString() ?? null, endedAt: ended_at?.toISOString() ?? null,
  }
}
