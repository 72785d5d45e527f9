import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { actorOf, type Identity } from '../auth/identity.ts'
import { systemTaker } from '../cases/flow/standing.ts'
import { takerOf } from '../cases/taker-of.ts'
import { ConsultationsQuery, StatementBody, type ConsultationRecord } from '../contract/api/catalogue.ts'
import { badInput, conflict, notAllowed, notFound } from '../errors.ts'
import { appendFeedAll } from '../live/feed/append-feed.ts'
import { addStatement, listConsultations } from './consultation-repository.ts'

const IdParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) })

/** Consultations about who handles a case 商定拍. They open, agree and end with the steps of their case. */
export const consultationRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { database } = app

  app.get(
    '/api/consultations',
    { config: { allow: ['admin', 'duty', 'leader', 'unit'] }, schema: { querystring: ConsultationsQuery } },
    async ({ query, identity }): Promise<ConsultationRecord[]> =>
      listConsultations(database, { ...query, ...readerOf(identity) }),
  )

  app.get(
    '/api/consultations/:id',
    { config: { allow: ['admin', 'duty', 'leader', 'unit'] }, schema: { params: IdParams } },
    async ({ params: { id }, identity }): Promise<ConsultationRecord> => consultationOf(id, identity),
  )

  app.post(
    '/api/consultations/:id/statements',
    { config: { allow: ['admin', 'duty', 'unit'] }, schema: { params: IdParams, body: StatementBody } },
    async ({ params: { id }, body, identity }, reply): Promise<ConsultationRecord> => {
      const consultation = await consultationOf(id, identity)
      const own = unitOf(identity)
      const unitId = own ?? body.unitId
      if (unitId === undefined) throw badInput('unitId', undefined, 'the unit in whose name it is written down')
      if (own !== null && body.unitId !== undefined && body.unitId !== own) throw notAllowed('a unit speaks for itself')
      if (!consultation.unitIds.includes(unitId)) {
        throw badInput('unitId', unitId, `one of the units that were invited: ${consultation.unitIds.join(', ')}`)
      }
      const atMs = app.now()
      const { stance, text } = body
      await database.transaction(async (transaction) => {
        // the lock on the case, which the log takes first, makes a statement and an agreement follow each other
        const { events, summary } = await app.cases.annotateWithin(transaction, {
          caseId: consultation.caseId, kind: 'message', note: text, detail: { unitId, kind: stance },
          taker: { ...systemTaker(), actor: takerOf(identity).actor }, atMs,
        })
        const { rows } = await transaction.query<{ state: string }>('select state from consultations where id = $1', [id])
        if (rows[0].state !== 'open') {
          throw conflict('CONSULT_CLOSED', `Consultation ${id} is ${rows[0].state}: nothing more is said in it.`)
        }
        await addStatement(transaction, {
          consultationId: id, unitId, stance, text, atMs, by: actorOf(identity), onBehalf: own === null,
        })
        await appendFeedAll(transaction, [{ topic: 'case', change: events[0].kind, case: summary }])
      })
      app.feed.committed()
      return reply.code(201).send(await consultationOf(id, identity))
    },
  )

  async function consultationOf(id: number, identity: Identity): Promise<ConsultationRecord> {
    const [found] = await listConsultations(database, { id, ...readerOf(identity) })
    if (found === undefined) throw notFound('consultation', id)
    return found
  }
}

/** A unit reads what it was invited to, wherever; everybody else what concerns his area. */
function readerOf(identity: Identity): { scopeCode: string; unitId: number | null } {
  const unitId = unitOf(identity)
  return { scopeCode: unitId === null ? identity.scopeCode : '', unitId }
}

function unitOf(identity: Identity): number | null {
  return identity.type === 'account' && identity.role === 'unit' ? identity.unitId! : null
}
