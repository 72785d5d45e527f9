import type { FastifyInstance } from 'fastify'
import { actorOf, type Identity } from '../auth/identity.ts'
import type { AnswerBody, CommandKind, PlanDuty, PlanRollCall } from '../contract/api/command.ts'
import type { Queryable } from '../db/database.ts'
import { badInput, conflict, notFound } from '../errors.ts'
import { fieldPersonOf, isInField } from '../field-work/field-person.ts'
import { changeCommand, type TellCommand } from './change-command.ts'
import { logCommand } from './command-log.ts'
import { DRILL_MARK, type Receiver, receiversIn, writeTexts } from './receivers.ts'
import { type Answerer, insertRollCall, readRollCall } from './roll-call-repository.ts'
import { seesPerson } from './sees-person.ts'

const MINUTE_MS = 60_000

type Context = Pick<FastifyInstance, 'database' | 'feed' | 'city' | 'live' | 'duty' | 'now'>

export interface CallToMake extends PlanRollCall {
  areaCode: string
  kind: CommandKind
  activationId: number | null
  /** Of the plan that is on: whom they name is called as well. */
  duties: readonly PlanDuty[]
}

/** 点名: calls everybody of the area by a text to phone and box. Answers its id and who was called, to be told after the
 * commit. Throws 409 NOBODY where nobody belongs to the area. */
export async function callTheRoll(
  app: Context, transaction: Queryable, tell: TellCommand, call: CallToMake, by: Identity,
): Promise<{ id: number; receivers: Receiver[] }> {
  const { areaCode, kind, activationId, message, withinMinutes, duties } = call
  const nowMs = app.now()
  const receivers = receiversIn(app, areaCode, duties, nowMs)
  if (receivers.length === 0) throw conflict('NOBODY', `No worker and no unit belongs to area ${areaCode}.`)
  const actor = actorOf(by)
  const text = `${kind === 'drill' ? DRILL_MARK : ''}点名：${message}`
  const messageIds = await writeTexts(transaction, receivers, text, by, nowMs)
  const dueAtMs = nowMs + withinMinutes * MINUTE_MS
  const id = await insertRollCall(
    transaction, { activationId, areaCode, kind, message, calledAtMs: nowMs, calledBy: actor, dueAtMs },
    receivers, messageIds,
  )
  await logCommand(transaction, by, nowMs, {
    kind: 'roll-call', areaCode, activationId, rollCallId: id, note: message,
    detail: { mode: kind, called: receivers.length, dueAt: new Date(dueAtMs).toISOString() },
  })
  tell('roll-call', { areaCode, rollCall: await readRollCall(transaction, app.city, id, '') })
  return { id, receivers }
}

/**
 * Answers a roll call, for whoever asks or, a desk, for whom it names. The same answer again changes nothing; another
 * one takes its place. Throws 404 where he was not called, 409 ROLL_CALL_ENDED where it is over.
 */
export async function answerRollCall(app: Context, id: number, body: AnswerBody, identity: Identity): Promise<void> {
  const answerer = answererOf(body, identity)
  const nowMs = app.now()
  const { answer, note = '', lng = null, lat = null } = body
  if ((lng === null) !== (lat === null)) {
    throw badInput(lng === null ? 'lng' : 'lat', undefined, 'both lng and lat, or neither')
  }
  const isOwn = isInField(fieldPersonOf(identity))
  await changeCommand(app, async (transaction, tell) => {
    const call = await readRollCall(transaction, app.city, id, '')
    const isRelated = call?.areaCode.startsWith(identity.scopeCode) || identity.scopeCode.startsWith(call?.areaCode ?? '?')
    if (call === null || !(isOwn || isRelated)) throw notFound('roll call', id)
    const { rows } = await transaction.query<{ id: string; name: string; answer: string | null }>(
      `select id, name, answer from roll_call_people where roll_call_id = $1 and (worker_id = $2 or unit_id = $3)`,
      [id, answerer.workerId, answerer.unitId],
    )
    if (rows[0] === undefined || !(isOwn || seesPerson(app, identity, call.areaCode, answerer))) {
      if (isOwn) throw notFound('roll call', id)
      throw answerer.workerId === null
        ? badInput('unitId', answerer.unitId, 'a unit that was called')
        : badInput('workerId', answerer.workerId, 'a worker who was called')
    }
    if (rows[0].answer === answer) return
    if (call.endedAt !== null) throw conflict('ROLL_CALL_ENDED', `Roll call ${id} ended at ${call.endedAt}.`)
    await transaction.query(
      `update roll_call_people
          set answer = $2, note = $3, answered_at = $4, answered_by = $5, lng = $6, lat = $7 where id = $1`,
      [rows[0].id, answer, note.trim(), new Date(nowMs), actorOf(identity), lng, lat],
    )
    await transaction.query(
      `update tracker_messages set read_at = coalesce(read_at, $2), read_by = coalesce(read_by, $3),
              delivered_at = coalesce(delivered_at, $2), acknowledged_at = coalesce(acknowledged_at, $2)
        where id = (select message_id from roll_call_people where id = $1)`,
      [rows[0].id, new Date(nowMs), actorOf(identity)],
    )
    const { areaCode, activationId } = call
    await logCommand(transaction, identity, nowMs, {
      kind: 'answer', areaCode, activationId, rollCallId: id, note: note.trim(),
      detail: { ...answerer, name: rows[0].name, answer, onBehalf: !isOwn },
    })
    tell('answer', { areaCode, rollCall: await readRollCall(transaction, app.city, id, '') })
  })
}

/** Ends a roll call: nobody need answer any more. Throws 404 where it is none of the scope. */
export async function endRollCall(app: Context, id: number, identity: Identity): Promise<void> {
  await changeCommand(app, async (transaction, tell) => {
    const call = await readRollCall(transaction, app.city, id, identity.scopeCode)
    if (call === null || !call.areaCode.startsWith(identity.scopeCode)) throw notFound('roll call', id)
    if (call.endedAt === null) await endWithin(app, transaction, tell, id, identity)
  })
}

/** The same in a transaction of the caller, of one that has not ended. */
export async function endWithin(
  app: Context, transaction: Queryable, tell: TellCommand, id: number, identity: Identity,
): Promise<void> {
  const nowMs = app.now()
  await transaction.query(
    'update roll_calls set ended_at = $2, checked_at = coalesce(checked_at, $2) where id = $1', [id, new Date(nowMs)],
  )
  const call = (await readRollCall(transaction, app.city, id, ''))!
  const { areaCode, activationId, missing } = call
  await logCommand(transaction, identity, nowMs, {
    kind: 'roll-call-ended', areaCode, activationId, rollCallId: id, detail: { missing },
  })
  tell('roll-call', { areaCode, rollCall: call })
}

/** Reports those who are missing when the time of their roll call is over: each roll call once, whoever looks and
 * however often. Answers how many roll calls. */
export async function sweepRollCalls(app: Context, nowMs: number): Promise<number> {
  const waiting = await app.database.query<{ id: string }>(
    'select id from roll_calls where checked_at is null and due_at <= $1 limit 1', [new Date(nowMs)],
  )
  if (waiting.rows.length === 0) return 0
  return changeCommand(app, async (transaction, tell) => {
    const { rows } = await transaction.query<{ id: string }>(
      'update roll_calls set checked_at = $1 where checked_at is null and due_at <= $1 returning id', [new Date(nowMs)],
    )
    let overdue = 0
    for (const id of rows.map(({ id }) => Number(id)).sort((a, b) => a - b)) {
      const { missing } = (await readRollCall(transaction, app.city, id, ''))!
      if (missing === 0) continue
      overdue++
      await transaction.query('update roll_calls set overdue_at = $2 where id = $1', [id, new Date(nowMs)])
      const call = (await readRollCall(transaction, app.city, id, ''))!
      const { rows: names } = await transaction.query<{ name: string }>(
        'select name from roll_call_people where roll_call_id = $1 and answer is null order by id limit 200', [id],
      )
      const { areaCode, activationId } = call
      await logCommand(transaction, null, nowMs, {
        kind: 'overdue', areaCode, activationId, rollCallId: id,
        detail: { missing, names: names.map(({ name }) => name) },
      })
      tell('overdue', { areaCode, rollCall: call })
    }
    return overdue
  })
}

function answererOf({ workerId, unitId }: AnswerBody, identity: Identity): Answerer {
  const person = fieldPersonOf(identity)
  if (isInField(person)) {
    if (workerId !== undefined && workerId !== person.workerId) {
      throw badInput('workerId', workerId, 'nobody but yourself')
    }
    if (unitId !== undefined && unitId !== person.unitId) throw badInput('unitId', unitId, 'no unit but your own')
    return { workerId: person.workerId, unitId: person.unitId }
  }
  if ((workerId === undefined) === (unitId === undefined)) {
    throw badInput('workerId', workerId, 'whom you answer for: workerId or unitId')
  }
  return { workerId: workerId ?? null, unitId: unitId ?? null }
}
