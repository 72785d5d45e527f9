import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import type { Identity } from '../auth/identity.ts'
import {
  AnswerBody, type MyRollCall, NewRollCallBody, type RollCallRecord, type RollCallSummary,
} from '../contract/api/command.ts'
import { badInput, notFound } from '../errors.ts'
import { fieldPersonOf } from '../field-work/field-person.ts'
import { changeCommand } from './change-command.ts'
import { tellReceivers } from './receivers.ts'
import { listRollCalls, myRollCalls, readPeople, readRollCall } from './roll-call-repository.ts'
import { answerRollCall, callTheRoll, endRollCall } from './roll-calls.ts'
import { seesPerson } from './sees-person.ts'
import { standingIn } from './standing-in.ts'

const IdParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) })
const NEWEST = 50

/** 点名: of an area whose plan is on, or of any. */
export const rollCallRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { database } = app

  /** With the places: of a worker who gave none the last that is known. */
  async function recordOf(id: number, identity: Identity): Promise<RollCallRecord> {
    const call = await readRollCall(database, app.city, id, identity.scopeCode)
    if (call === null) throw notFound('roll call', id)
    const people = (await readPeople(database, id)).filter((one) => seesPerson(app, identity, call.areaCode, one))
    return {
      ...call,
      people: people.map((person) => {
        const last = person.workerId === null ? undefined : app.lastPositions.get(person.workerId)
        const { recordedAtMs = 0, lng = 0, lat = 0 } = last ?? {}
        const known = last === undefined ? null : { lng, lat, at: new Date(recordedAtMs).toISOString() }
        return { ...person, place: person.place ?? known }
      }),
    }
  }

  app.get(
    '/api/roll-calls', { config: { allow: ['admin', 'duty', 'leader'] } },
    async ({ identity }): Promise<{ rollCalls: RollCallSummary[] }> =>
      ({ rollCalls: await listRollCalls(database, app.city, identity.scopeCode, false, NEWEST) }),
  )

  app.get(
    '/api/roll-calls/mine', { config: { allow: ['unit', 'worker'] } },
    async ({ identity }): Promise<{ rollCalls: MyRollCall[] }> =>
      ({ rollCalls: await myRollCalls(database, fieldPersonOf(identity)) }),
  )

  app.get(
    '/api/roll-calls/:id', { config: { allow: ['admin', 'duty', 'leader'] }, schema: { params: IdParams } },
    async ({ params, identity }): Promise<RollCallRecord> => recordOf(params.id, identity),
  )

  app.post(
    '/api/roll-calls', { config: { allow: ['admin', 'duty', 'leader'] }, schema: { body: NewRollCallBody } },
    async ({ body, identity }, reply): Promise<RollCallRecord> => {
      const { withinMinutes } = body
      const message = body.message.trim()
      if (message === '') throw badInput('message', body.message, 'what those who are called shall read')
      const { id, receivers } = await changeCommand(app, async (transaction, tell) => {
        const standing = await standingIn(app, transaction, body, identity)
        return callTheRoll(app, transaction, tell, { ...standing, message, withinMinutes }, identity)
      })
      tellReceivers(app, receivers)
      return reply.code(201).send(await recordOf(id, identity))
    },
  )

  app.post(
    '/api/roll-calls/:id/answers',
    { config: { allow: ['admin', 'duty', 'unit', 'worker'] }, schema: { params: IdParams, body: AnswerBody } },
    async ({ params: { id }, body, identity }, reply) => {
      await answerRollCall(app, id, body, identity)
      return reply.code(204).send()
    },
  )

  app.post(
    '/api/roll-calls/:id/end', { config: { allow: ['admin', 'duty', 'leader'] }, schema: { params: IdParams } },
    async ({ params: { id }, identity }): Promise<RollCallRecord> => {
      await endRollCall(app, id, identity)
      return recordOf(id, identity)
    },
  )
}
