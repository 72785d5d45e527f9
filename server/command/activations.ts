import { randomInt } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { actorOf, type Identity } from '../auth/identity.ts'
import {
  type ActivationAsked, type ActivationBody, type ActivationSummary, CODE_LIVES_MS, CODE_TRIES, type CommandKind,
  type EndBody,
} from '../contract/api/command.ts'
import type { Queryable } from '../db/database.ts'
import { badInput, conflict, notAllowed, notFound } from '../errors.ts'
import { type ActivationRow, readActivation } from './activation-repository.ts'
import { broadcast } from './broadcasts.ts'
import { changeCommand, type TellCommand } from './change-command.ts'
import { logCommand } from './command-log.ts'
import { readPlan } from './plan-repository.ts'
import { type Receiver, tellReceivers } from './receivers.ts'
import { callTheRoll, endWithin } from './roll-calls.ts'

type Context = Pick<
  FastifyInstance,
  'database' | 'feed' | 'city' | 'live' | 'duty' | 'now' | 'command' | 'fieldChanges' | 'terminals' | 'log'
>

/** Asks to switch a plan on: it waits for a confirmation by the code that is answered. Throws 404 where the plan is
 * none of the scope's, 400 where its name was not typed, 409 ALREADY_ON where the area has one on. */
export async function askOn(
  app: Context, planId: number, body: ActivationBody, by: Identity,
): Promise<ActivationAsked> {
  const { kind, confirm } = body
  const note = noteOf(body.note)
  const nowMs = app.now()
  return changeCommand(app, async (transaction) => {
    const plan = await readPlan(transaction, planId, by.scopeCode)
    if (plan === null) throw notFound('plan', planId)
    mustBeTyped(confirm, plan.name)
    await mustBeFree(transaction, plan.areaCode)
    const { id: _, version, updatedAt: _at, updatedBy: _by, ...content } = plan
    const code = newCode()
    const untilMs = nowMs + CODE_LIVES_MS
    const { rows } = await transaction.query<{ id: string }>(
      `insert into command_activations
         (plan_id, area_code, kind, state, plan, note, asked_at, asked_by, waits_for, code, waits_until)
       values ($1, $2, $3, 'pending', $4::jsonb, $5, $6, $7, 'on', $8, $9) returning id`,
      [
        planId, plan.areaCode, kind, JSON.stringify(content), note, new Date(nowMs), actorOf(by), code,
        new Date(untilMs),
      ],
    )
    const id = Number(rows[0].id)
    await logCommand(transaction, by, nowMs, {
      kind: 'on-asked', areaCode: plan.areaCode, planId, activationId: id, note,
      detail: { mode: kind, planVersion: version },
    })
    return asked(await mustRead(app, transaction, id), code, untilMs)
  })
}

/** Asks to switch a plan off. Throws as `askOn` does, and 409 NOT_ON where it is not on. */
export async function askOff(app: Context, id: number, body: EndBody, by: Identity): Promise<ActivationAsked> {
  const note = noteOf(body.note)
  const nowMs = app.now()
  return changeCommand(app, async (transaction) => {
    const { summary, plan } = await findOwn(app, transaction, id, by)
    if (summary.state !== 'active') throw conflict('NOT_ON', `Activation ${id} is not on: it is ${summary.state}.`)
    mustBeTyped(body.confirm, plan.name)
    const code = newCode()
    const untilMs = nowMs + CODE_LIVES_MS
    await transaction.query(
      `update command_activations
          set end_note = $2, waits_for = 'off', code = $3, code_tries = 0, waits_until = $4 where id = $1`,
      [id, note, code, new Date(untilMs)],
    )
    const { areaCode, planId } = summary
    await logCommand(transaction, by, nowMs, { kind: 'off-asked', areaCode, planId, activationId: id, note })
    return asked(await mustRead(app, transaction, id), code, untilMs)
  })
}

/**
 * Confirms what was asked for: switches the plan on, with its broadcast and its roll call, or off. Throws 403 where
 * this is for somebody above, 400 for a wrong code, 409 CODE_EXPIRED, NOTHING_ASKED or ALREADY_ON.
 */
export async function confirmAsked(app: Context, id: number, code: string, by: Identity): Promise<ActivationSummary> {
  const nowMs = app.now()
  const { summary, isWrong, told } = await changeCommand(app, async (transaction, tell) => {
    const row = await findOwn(app, transaction, id, by)
    const { summary } = row
    mayConfirm(by, summary.kind)
    if (summary.waitsFor === null) {
      const code = summary.state === 'expired' ? 'CODE_EXPIRED' : 'NOTHING_ASKED'
      throw conflict(code, `Nothing waits to be confirmed: activation ${id} is ${summary.state}.`)
    }
    if (row.waitsUntilMs! <= nowMs || row.tries >= CODE_TRIES) {
      throw conflict('CODE_EXPIRED', 'The code is no longer valid: ask again.')
    }
    // kept although the answer is an error: tries are counted
    if (code.trim() !== row.code) return { summary, isWrong: await countWrong(transaction, row, by, nowMs), told: [] }
    const told = summary.waitsFor === 'on'
      ? await switchOn(app, transaction, tell, row, by, nowMs)
      : await switchOff(app, transaction, tell, row, by, nowMs)
    return { summary: (await mustRead(app, transaction, id)).summary, isWrong: false, told }
  })
  if (isWrong) throw badInput('code', code, 'the code that whoever asked was given')
  await app.command.reload()
  for (const receivers of told) tellReceivers(app, receivers)
  return summary
}

async function switchOn(
  app: Context, transaction: Queryable, tell: TellCommand, { summary, plan }: ActivationRow, by: Identity,
  nowMs: number,
): Promise<Receiver[][]> {
  const { id, areaCode, planId, kind } = summary
  await mustBeFree(transaction, areaCode)
  await transaction.query(
    `update command_activations
        set state = 'active', started_at = $2, started_by = $3, waits_for = null, code = null, waits_until = null
      where id = $1`,
    [id, new Date(nowMs), actorOf(by)],
  )
  await logCommand(transaction, by, nowMs, { kind: 'on', areaCode, planId, activationId: id, detail: { mode: kind } })
  tell('on', { areaCode, activation: (await mustRead(app, transaction, id)).summary })
  const { duties, rollCall } = plan
  const to = { areaCode, kind, activationId: id, duties }
  const told: Receiver[][] = []
  if (plan.broadcast !== '') {
    told.push((await broadcast(app, transaction, tell, { ...to, text: plan.broadcast }, by)).receivers)
  }
  if (rollCall !== null) told.push((await callTheRoll(app, transaction, tell, { ...to, ...rollCall }, by)).receivers)
  return told
}

async function switchOff(
  app: Context, transaction: Queryable, tell: TellCommand, { summary }: ActivationRow, by: Identity, nowMs: number,
): Promise<Receiver[][]> {
  const { id, areaCode, planId, kind, endNote } = summary
  const { rows } = await transaction.query<{ id: string }>(
    'select id from roll_calls where activation_id = $1 and ended_at is null order by id', [id],
  )
  for (const call of rows) await endWithin(app, transaction, tell, Number(call.id), by)
  await transaction.query(
    `update command_activations
        set state = 'ended', ended_at = $2, ended_by = $3, waits_for = null, code = null, waits_until = null
      where id = $1`,
    [id, new Date(nowMs), actorOf(by)],
  )
  await logCommand(transaction, by, nowMs, {
    kind: 'off', areaCode, planId, activationId: id, note: endNote ?? '', detail: { mode: kind },
  })
  tell('off', { areaCode, activation: (await mustRead(app, transaction, id)).summary })
  return []
}

/** Lets what nobody confirmed in time go, and says so in the log. */
export async function expireAsked(app: Pick<Context, 'database' | 'feed'>, nowMs: number): Promise<void> {
  const at = [new Date(nowMs)]
  const { rows } = await app.database.query('select 1 from command_activations where waits_until <= $1 limit 1', at)
  if (rows.length === 0) return
  await changeCommand(app, async (transaction) => {
    const { rows } = await transaction.query<{ id: string; plan_id: string; area_code: string; waits_for: string }>(
      `update command_activations set state = case state when 'pending' then 'expired' else state end,
              end_note = null, waits_for = null, code = null, waits_until = null
         from (select id, waits_for from command_activations where waits_until <= $1) as late
        where command_activations.id = late.id
        returning late.id, plan_id, area_code, late.waits_for`,
      at,
    )
    for (const { id, plan_id, area_code, waits_for } of rows) {
      await logCommand(transaction, null, nowMs, {
        kind: 'expired', areaCode: area_code, planId: Number(plan_id), activationId: Number(id),
        detail: { waitsFor: waits_for },
      })
    }
  })
}

async function countWrong(
  transaction: Queryable, { summary: { id, areaCode, planId }, tries }: ActivationRow, by: Identity, nowMs: number,
): Promise<true> {
  await transaction.query('update command_activations set code_tries = code_tries + 1 where id = $1', [id])
  await logCommand(transaction, by, nowMs, {
    kind: 'wrong-code', areaCode, planId, activationId: id, detail: { left: CODE_TRIES - tries - 1 },
  })
  return true
}

/** Real ones are confirmed by a leader or an administrator of the area or above it; drills also by the desk. */
function mayConfirm(by: Identity, kind: CommandKind): void {
  const roles = kind === 'drill' ? ['leader', 'admin', 'duty'] : ['leader', 'admin']
  if (by.type === 'account' && roles.includes(by.role)) return
  throw notAllowed('a leader or an administrator of the area has to confirm this')
}

async function mustBeFree(transaction: Queryable, areaCode: string): Promise<void> {
  const { rows } = await transaction.query<{ id: string; name: string }>(
    `select id, plan ->> 'name' as name from command_activations where area_code = $1 and state = 'active'`, [areaCode],
  )
  if (rows[0] !== undefined) {
    const { id, name } = rows[0]
    throw conflict('ALREADY_ON', `In area ${areaCode} plan ${name} is on (activation ${id}): switch it off first.`)
  }
}

async function findOwn(
  app: Pick<Context, 'city'>, transaction: Queryable, id: number, by: Identity,
): Promise<ActivationRow> {
  const row = await readActivation(transaction, app.city, id, by.scopeCode)
  if (row === null) throw notFound('activation', id)
  return row
}

async function mustRead(app: Pick<Context, 'city'>, transaction: Queryable, id: number): Promise<ActivationRow> {
  return (await readActivation(transaction, app.city, id, ''))!
}

function asked({ summary }: ActivationRow, code: string, untilMs: number): ActivationAsked {
  return { activation: summary, code, expiresAt: new Date(untilMs).toISOString() }
}

function mustBeTyped(confirm: string, name: string): void {
  if (confirm.trim() !== name) throw badInput('confirm', confirm, `the plan's name, typed again: ${name}`)
}

function noteOf(note: string): string {
  const text = note.trim()
  if (text === '') throw badInput('note', note, 'why')
  return text
}

const newCode = (): string => String(randomInt(1_000_000)).padStart(6, '0')
