import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { actorOf, inScope, type Identity } from '../auth/identity.ts'
import {
  CasesQuery,
  DispatchBody,
  NewCaseBody,
  OrderDoneBody,
  type CasePage,
  type CaseRecord,
  type CaseSummary,
} from '../contract/api/cases.ts'
import { badInput, conflict, notFound } from '../errors.ts'
import { locate } from '../grids/locate.ts'
import { appendFeed } from '../live/feed/append-feed.ts'
import { createCityTime } from '../org/city-time.ts'
import { advanceCase } from './advance-case.ts'
import { caseFilter } from './case-filter.ts'
import { readCaseRecord } from './case-record.ts'
import { completeOrder, sendOrders } from './complete-order.ts'
import { insertCase, type NewCase } from './insert-case.ts'
import { fileEndingOf } from './photo.ts'
import { understandReport, type ReportContext } from './report-case.ts'
import { findAttachment, findByExternalNumber, listCases, workerExists } from './repository.ts'

const DEFAULT_PAGE = 100

const IdParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) })
const AttachmentParams = Type.Object({ id: Type.String({ format: 'uuid' }) })

/** Cases: reported by any channel, listed, sent out, handled, confirmed. Every change is told as it commits. */
export const caseRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { database } = app
  const cityTime = createCityTime(app.config.timeZone)

  /** The city and its grids of one version, for the length of one request. */
  function contextNow(): ReportContext {
    const index = app.grids.current()
    return { database, city: app.city, cityTime, locate: (lng, lat) => locate(index, lng, lat) }
  }

  app.post(
    '/api/cases',
    { config: { allow: ['admin', 'duty', 'device'] }, schema: { body: NewCaseBody } },
    async (request, reply): Promise<CaseSummary> => {
      const { body, identity } = request
      const known = await knownCase(body, identity)
      if (known !== null) return reply.code(200).send(known)
      const reporter = { actor: actorOf(identity), scopeCode: identity.scopeCode }
      const newCase = await understandReport(body, reporter, Date.now(), contextNow())
      const inserted = await insertAndTell(newCase)
      if (inserted !== null) return reply.code(201).send(inserted)
      // somebody else posted the same between our look and our insert
      return reply.code(200).send(await knownCase(body, identity))
    },
  )

  /** The case that this post repeats, or null. Throws 409 where it is one that the sender may not see. */
  async function knownCase(body: NewCaseBody, identity: Identity): Promise<CaseSummary | null> {
    const { channel, externalNumber } = body
    if (externalNumber === undefined) return null
    const known = await findByExternalNumber(database, channel, externalNumber)
    if (known === null || inScope(identity, known.areaCode)) return known
    throw conflict('EXTERNAL_NUMBER_TAKEN', `Number ${externalNumber} of ${channel} is a case of another area.`)
  }

  async function insertAndTell(newCase: NewCase): Promise<CaseSummary | null> {
    const inserted = await database.transaction(async (transaction) => {
      const summary = await insertCase(transaction, newCase)
      if (summary !== null) await appendFeed(transaction, { topic: 'case', change: 'report', case: summary })
      return summary
    })
    if (inserted !== null) app.feed.committed()
    return inserted
  }

  app.get(
    '/api/cases',
    { config: { allow: ['admin', 'duty', 'leader', 'wall'] }, schema: { querystring: CasesQuery } },
    async ({ query, identity }): Promise<CasePage> => {
      const limit = query.limit ?? DEFAULT_PAGE
      const cases = await listCases(database, caseFilter(query, identity.scopeCode, app.city), limit + 1)
      if (cases.length <= limit) return { cases, nextBefore: null }
      cases.pop()
      return { cases, nextBefore: cases[limit - 1].id }
    },
  )

  app.get(
    '/api/cases/:id',
    { config: { allow: ['admin', 'duty', 'leader', 'wall'] }, schema: { params: IdParams } },
    async ({ params, identity }): Promise<CaseRecord> =>
      readCaseRecord(database, params.id, identity.scopeCode, app.city),
  )

  app.post(
    '/api/cases/:id/dispatch',
    { config: { allow: ['admin', 'duty'] }, schema: { params: IdParams, body: DispatchBody } },
    async ({ params, body, identity }): Promise<CaseRecord> => {
      const { scopeCode } = identity
      const { unitId, workerId, note = '' } = body
      if (unitId !== undefined && !app.city.unitById.has(unitId)) throw badInput('unitId', unitId, 'the id of a unit')
      if (workerId !== undefined && !(await workerExists(database, workerId, scopeCode))) {
        throw badInput('workerId', workerId, 'the id of a worker of your area')
      }
      const actor = actorOf(identity)
      await database.transaction(async (transaction) => {
        const advance = { caseId: params.id, step: 'dispatch', scopeCode, actor, note, at: new Date() } as const
        const dispatched = await advanceCase(transaction, { ...advance, unitId, watcherWorkerId: workerId })
        await sendOrders(transaction, dispatched, actor)
        await appendFeed(transaction, { topic: 'case', change: 'dispatch', case: dispatched })
      })
      app.feed.committed()
      return readCaseRecord(database, params.id, scopeCode, app.city)
    },
  )

  app.post(
    '/api/orders/:id/done',
    { config: { allow: ['admin', 'duty', 'device'] }, schema: { params: IdParams, body: OrderDoneBody } },
    async ({ params, body, identity }): Promise<CaseRecord> => {
      const { scopeCode } = identity
      const done = { orderId: params.id, scopeCode, actor: actorOf(identity), note: body.note, at: new Date() }
      const { caseId, advanced } = await database.transaction(async (transaction) => {
        const outcome = await completeOrder(transaction, done)
        if (outcome.advanced !== null) {
          const { step, summary } = outcome.advanced
          await appendFeed(transaction, { topic: 'case', change: step, case: summary })
        }
        return outcome
      })
      if (advanced !== null) app.feed.committed()
      return readCaseRecord(database, caseId, scopeCode, app.city)
    },
  )

  app.get(
    '/api/attachments/:id',
    { config: { allow: ['admin', 'duty', 'leader'] }, schema: { params: AttachmentParams } },
    async ({ params, identity }, reply) => {
      const file = await findAttachment(database, params.id, identity.scopeCode)
      if (file === null) throw notFound('attachment', params.id)
      return reply
        .type(file.mediaType)
        .header('x-content-type-options', 'nosniff')
        .header('content-security-policy', `default-src 'none'; sandbox`)
        .header('content-disposition', `inline; filename="${params.id}.${fileEndingOf(file.mediaType)}"`)
        .header('cache-control', 'private, max-age=3600')
        .send(file.bytes)
    },
  )
}
