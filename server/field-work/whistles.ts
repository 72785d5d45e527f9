import type { FastifyInstance } from 'fastify'
import { actorOf, type Identity } from '../auth/identity.ts'
import type { CaseChanged } from '../cases/case-draft.ts'
import type { EventActor } from '../cases/flow/case-event.ts'
import { AT_ONCE_MS } from '../cases/flow/made-at.ts'
import { systemTaker } from '../cases/flow/standing.ts'
import { takerOf } from '../cases/taker-of.ts'
import {
  type CheckInBody, CHECK_IN_ACCURACY_M, CHECK_IN_WITHIN_M, type NewWhistleBody,
} from '../contract/api/field-work.ts'
import type { Queryable } from '../db/database.ts'
import { badInput, conflict, notFound, ReplyError } from '../errors.ts'
import { locate } from '../grids/locate.ts'
import { appendFeedAll } from '../live/feed/append-feed.ts'
import { checkInVerdict } from './check-in-distance.ts'
import { seesCase } from './field-case.ts'
import { callableUnits } from './field-facts.ts'
import { fieldPersonOf, isInField } from './field-person.ts'
import { insertWhistle, lockWhistle } from './whistle-repository.ts'

const MINUTE_MS = 60_000
/** The digits of a district's code: its desk is who is told of what nobody answers. */
const DISTRICT_DIGITS = 6
/** The call of whoever asks: $2 is his unit, $3 is he as a worker. */
const IS_CALLED = '(unit_id = $2::int or worker_id = $3::int)'

type Context = Pick<
  FastifyInstance, 'database' | 'city' | 'cases' | 'feed' | 'grids' | 'fieldChanges'
>

/** 吹哨: calls units and workers to a point. Answers its id. Throws 400 where one of them or the place is none that the
 * caller may call to, 404 where the case is none of his. */
export async function blowWhistle(
  app: Context, body: NewWhistleBody, identity: Identity, nowMs: number,
): Promise<number> {
  const person = fieldPersonOf(identity)
  const { caseId = null, lng, lat, unitIds = [], workerIds = [], withinMinutes, withinM = CHECK_IN_WITHIN_M } = body
  const text = body.text.trim()
  if (text === '') throw badInput('text', body.text, 'what is to be done there')
  const areaCode = locate(app.grids.current(), lng, lat).chain[0].code
  if (!areaCode.startsWith(identity.scopeCode)) {
    throw badInput('lng, lat', `${lng}, ${lat}`, `a point within your area ${identity.scopeCode}`)
  }
  if (unitIds.length + workerIds.length === 0) throw badInput('unitIds', unitIds, 'one unit or worker at least')
  const callable = new Set(callableUnits(app.city, person).map(({ id }) => id))
  const unknown = unitIds.find((id) => !callable.has(id))
  if (unknown !== undefined) throw badInput('unitIds', unknown, 'the ids of units that serve this area')
  await checkWorkers(app.database, workerIds, identity.scopeCode)
  if (caseId !== null && !(await seesCase(app.database, caseId, person))) throw notFound('case', caseId)
  const { id } = await inTransaction(app, async (transaction) => {
    const id = await insertWhistle(transaction, {
      caseId, lng, lat, areaCode, text, withinM, unitIds, workerIds, blownBy: actorOf(identity), workerId: person.workerId,
      blownAtMs: nowMs, dueAtMs: nowMs + withinMinutes * MINUTE_MS,
    })
    if (caseId === null) return { id, changes: [] }
    const note = `吹哨：${text}（${withinMinutes} 分钟内到场）`
    const changed = await app.cases.annotateWithin(
      transaction,
      {
        caseId, kind: 'message', note, detail: { unitIds: [...unitIds] }, taker: asServer(takerOf(identity).actor),
        atMs: nowMs,
      },
    )
    return { id, changes: [changed] }
  })
  tellOf(app, { areaCode, workerId: person.workerId, unitIds, workerIds })
  return id
}

/** Throws 400 where one of these is no worker of the scope. */
async function checkWorkers(database: Queryable, workerIds: readonly number[], scopeCode: string): Promise<void> {
  if (workerIds.length === 0) return
  const { rows } = await database.query<{ id: number }>(
    `select id from workers where id = any($1::int[]) and area_code like $2 || '%'`, [workerIds, scopeCode],
  )
  const known = new Set(rows.map(({ id }) => id))
  const unknown = workerIds.find((id) => !known.has(id))
  if (unknown !== undefined) throw badInput('workerIds', unknown, `the ids of workers of your area ${scopeCode}`)
}

/**
 * 报到: a called unit or worker is at the point. Checked in twice is checked in once. Throws 404 where it was not called, 409
 * TOO_FAR with the distance or TOO_ROUGH with the accuracy where its phone does not show that it is there.
 */
export async function checkIn(
  app: Context, whistleId: number, body: CheckInBody, identity: Identity, nowMs: number,
): Promise<void> {
  const { unitId, workerId } = fieldPersonOf(identity)
  const taker = takerOf(identity)
  const { whistle } = await inTransaction(app, async (transaction) => {
    const whistle = await lockWhistle(transaction, whistleId)
    if (whistle === null) throw notFound('whistle', whistleId)
    const { rows } = await transaction.query<{ checked_in_at: Date | null }>(
      `select checked_in_at from whistle_calls where whistle_id = $1 and ${IS_CALLED}`, [whistleId, unitId, workerId],
    )
    if (rows.length === 0) throw notFound('whistle', whistleId)
    if (rows[0].checked_in_at !== null) return { whistle, changes: [] }
    if (whistle.endedAtMs !== null) {
      const endedAt = new Date(whistle.endedAtMs).toISOString()
      throw conflict('WHISTLE_ENDED', `Whistle ${whistleId} was called off at ${endedAt}.`)
    }
    const verdict = checkInVerdict(whistle, body)
    const distance = Math.round(verdict.distanceM)
    const accuracy = Math.round(body.accuracyM)
    if (verdict.type === 'rough') {
      throw new ReplyError(
        409, 'TOO_ROUGH',
        `The position may be wrong by ${accuracy} m; one no worse than ${CHECK_IN_ACCURACY_M} m is needed to check in.`,
        { field: 'accuracyM', value: accuracy, expected: `${CHECK_IN_ACCURACY_M} m or less` },
      )
    }
    if (verdict.type === 'away') {
      throw new ReplyError(
        409, 'TOO_FAR',
        `You are ${distance} m from the point (position ±${accuracy} m); check in within ${whistle.withinM} m of it.`,
        { field: 'lng, lat', value: distance, expected: `a position within ${whistle.withinM} m of the point` },
      )
    }
    const atMs = measuredAt(body.measuredAt, whistle.blownAtMs, nowMs)
    await transaction.query(
      `update whistle_calls
          set checked_in_at = $4, checked_in_by = $5, distance_m = $6, accuracy_m = $7,
              check_in_point = st_setsrid(st_makepoint($8, $9), 4326)
        where whistle_id = $1 and ${IS_CALLED}`,
      [
        whistleId, unitId, workerId, new Date(atMs), taker.actor.name, verdict.distanceM, body.accuracyM, body.lng,
        body.lat,
      ],
    )
    if (whistle.caseId === null) return { whistle, changes: [] }
    const changed = await app.cases.annotateWithin(transaction, {
      caseId: whistle.caseId, kind: 'check-in', taker: asServer(taker.actor), atMs: nowMs,
      detail: { ...calledOf({ unitId, workerId }), ...(nowMs - atMs >= AT_ONCE_MS && { madeAtMs: atMs }) },
      note: `距现场 ${distance} 米（定位精度 ±${accuracy} 米）`,
    })
    return { whistle, changes: [changed] }
  })
  tellOf(app, whistle)
}

/** Calls a whistle off: nobody need come any more. Throws 404 where it is none of the caller's. */
export async function endWhistle(app: Context, whistleId: number, identity: Identity, nowMs: number): Promise<void> {
  const person = fieldPersonOf(identity)
  const { whistle } = await inTransaction(app, async (transaction) => {
    const whistle = await lockWhistle(transaction, whistleId)
    const isOwn = whistle !== null
      && (isInField(person) ? whistle.workerId === person.workerId : whistle.areaCode.startsWith(identity.scopeCode))
    if (!isOwn) throw notFound('whistle', whistleId)
    await transaction.query(
      'update whistles set ended_at = $2, ended_by = $3 where id = $1 and ended_at is null',
      [whistleId, new Date(nowMs), actorOf(identity)],
    )
    return { whistle, changes: [] }
  })
  tellOf(app, whistle)
}

/** Passes every call that nobody answered in time on to the desk of its unit's or worker's district, once. Any number of processes
 * may do this together. Answers how many. */
export async function escalateWhistles(app: Context, nowMs: number): Promise<number> {
  const { calls } = await inTransaction(app, async (transaction) => {
    const calls = await takeOverdueCalls(transaction, nowMs)
    const changes: CaseChanged[] = []
    for (const { caseId, unitId, workerId, workerName, deskCode } of calls) {
      if (caseId === null) continue
      const called = unitId === null ? workerName : app.city.unitById.get(unitId)?.name ?? `${unitId}`
      changes.push(await app.cases.annotateWithin(transaction, {
        caseId, kind: 'escalate', detail: { ...calledOf({ unitId, workerId }), deskCode }, taker: systemTaker('吹哨报到'),
        atMs: nowMs,
        note: `${called}未按时报到，已上报 ${deskCode} 值班席`,
      }))
    }
    return { calls, changes }
  })
  for (const { areaCode, blowerId, unitId, workerId, deskCode } of calls) {
    const unitIds = unitId === null ? [] : [unitId]
    tellOf(app, { areaCode, workerId: blowerId, unitIds, workerIds: workerId === null ? [] : [workerId] })
    app.fieldChanges.tell({ areaCode: deskCode }, 'whistles')
  }
  return calls.length
}

/** Whom a call is for, as the log of a case says it. */
function calledOf({ unitId, workerId }: { unitId: number | null; workerId: number | null }) {
  return { ...(unitId !== null ? { unitId } : workerId !== null && { workerId }) }
}

interface OverdueCall {
  caseId: number | null
  unitId: number | null
  workerId: number | null
  workerName: string | null
  deskCode: string
  areaCode: string
  blowerId: number | null
}

/** Marks the calls that are overdue as passed on. A unit of the whole city has no district: the point's is told. */
async function takeOverdueCalls(transaction: Queryable, nowMs: number): Promise<OverdueCall[]> {
  const { rows } = await transaction.query<Omit<OverdueCall, 'caseId'> & { case_id: string | null }>(
    `with due as (
       select whistle_id, calls.unit_id, calls.worker_id, workers.name as worker_name, case_id, whistles.area_code,
              whistles.worker_id as blower_id,
              left(case when length(coalesce(units.area_code, workers.area_code)) >= ${DISTRICT_DIGITS}
                        then coalesce(units.area_code, workers.area_code) else whistles.area_code end,
                   ${DISTRICT_DIGITS}) as desk_code
         from whistle_calls as calls join whistles on whistles.id = whistle_id
         left join units on units.id = calls.unit_id left join workers on workers.id = calls.worker_id
        where checked_in_at is null and escalated_at is null and ended_at is null and whistles.due_at <= $1
        order by whistle_id, calls.unit_id, calls.worker_id for update of calls skip locked
     )
     update whistle_calls as calls set escalated_at = $1, escalated_to = due.desk_code from due
      where calls.whistle_id = due.whistle_id and calls.unit_id is not distinct from due.unit_id
        and calls.worker_id is not distinct from due.worker_id
      returning due.case_id, due.unit_id as "unitId", due.worker_id as "workerId", due.worker_name as "workerName",
                due.desk_code as "deskCode", due.area_code as "areaCode", due.blower_id as "blowerId"`,
    [new Date(nowMs)],
  )
  return rows
    .map(({ case_id, ...row }) => ({ ...row, caseId: case_id === null ? null : Number(case_id) }))
    // in the order in which everybody locks cases
    .sort((one, other) => (one.caseId ?? 0) - (other.caseId ?? 0))
}

/** Runs in one transaction with what it writes into the logs of cases, and tells the feed of that. */
async function inTransaction<Result extends { changes?: CaseChanged[] }>(
  { database, feed }: Context, work: (transaction: Queryable) => Promise<Result>,
): Promise<Result> {
  const result = await database.transaction(async (transaction) => {
    const result = await work(transaction)
    const { changes = [] } = result
    if (changes.length > 0) {
      await appendFeedAll(transaction, changes.map(({ events, summary }) => ({
        topic: 'case', change: events[0].kind, case: summary,
      })))
    }
    return result
  })
  if ((result.changes?.length ?? 0) > 0) feed.committed()
  return result
}

/** Tells the desks of the place, those who are called, and the worker who blew it, if one did. */
function tellOf(
  { fieldChanges }: Context,
  { areaCode, workerId, unitIds, workerIds }: {
    areaCode: string; workerId: number | null; unitIds: readonly number[]; workerIds: readonly number[]
  },
): void {
  fieldChanges.tell({ areaCode, unitIds, workerIds: workerId === null ? workerIds : [...workerIds, workerId] }, 'whistles')
}

/** Writes into the log of a case, in the name of one who was called and may have no other part in it. */
function asServer(actor: EventActor): ReturnType<typeof systemTaker> {
  return { ...systemTaker(), actor }
}

/** When the phone measured where it is, where that can be: it may have waited for a network since. */
function measuredAt(given: string | undefined, blownAtMs: number, nowMs: number): number {
  const atMs = given === undefined ? nowMs : Date.parse(given)
  return atMs >= blownAtMs && atMs <= nowMs ? atMs : nowMs
}
