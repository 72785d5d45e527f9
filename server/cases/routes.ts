import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import type { Identity } from '../auth/identity.ts'
import { findRatingRound } from '../citizen/rating-links.ts'
import { lookAtContact, maySeeContact } from '../channels/contacts.ts'
import {
  DispatchBody,
  NewCaseBody,
  OrderDoneBody,
  type CaseRecord,
  type CaseSummary,
} from '../contract/api/cases.ts'
import { badInput, conflict, notAllowed, notFound } from '../errors.ts'
import { readCaseRecord } from './case-record.ts'
import { isInField, reportOf, reportScopeOf } from './field-report.ts'
import { fileEndingOf } from './photo.ts'
import { understandReport } from './report-case.ts'
import { reportContext } from './report-context.ts'
import { checkNamed } from './check-named.ts'
import { findAttachment, findByExternalNumber, isReportedBy } from './repository.ts'
import { takerOf } from './taker-of.ts'

const IdParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) })
const AttachmentParams = Type.Object({ id: Type.String({ format: 'uuid' }) })

/** Cases: reported by any channel, sent out, handled, confirmed. Every change is told as it commits. */
export const caseRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { database } = app

  app.post(
    '/api/cases',
    { config: { allow: ['admin', 'duty', 'unit', 'worker', 'device'] }, schema: { body: NewCaseBody } },
    async (request, reply): Promise<CaseSummary> => {
      const { identity } = request
      const body = await reportOf(request.body, identity, database)
      const known = await knownCase(body, identity)
      if (known !== null) return reply.code(200).send(known)
      const reporter = { actor: takerOf(identity).actor, scopeCode: reportScopeOf(identity) }
      const template = templateOf(body.template, identity)
      const understood = await understandReport(body, reporter, app.now(), reportContext(app))
      const inserted = await app.cases.report({ ...understood, ...(template !== undefined && { template }) })
      if (inserted !== null) return reply.code(201).send(inserted)
      // somebody else posted the same between our look and our insert
      return reply.code(200).send(await knownCase(body, identity))
    },
  )

  /** The template that a desk chose. Throws 403 where it is chosen by somebody else, 400 where there is none of it. */
  function templateOf(code: string | undefined, identity: Identity): string | undefined {
    if (code === undefined) return undefined
    const { role } = takerOf(identity)
    if (role !== 'desk' && role !== 'admin') throw notAllowed('the template of a case is chosen by a desk')
    const known = app.cases.templates()
    if (!known.has(code)) throw badInput('template', code, `one of ${[...known.keys()].join(', ')}`)
    return code
  }

  /** The case that this post repeats, or null. Throws 409 where it is one that the sender may not see: in the field, one
   * that somebody else reported. */
  async function knownCase(body: NewCaseBody, identity: Identity): Promise<CaseSummary | null> {
    const { channel, externalNumber } = body
    if (externalNumber === undefined) return null
    const known = await findByExternalNumber(database, channel, externalNumber)
    if (known === null) return null
    const isOwn = isInField(identity)
      ? await isReportedBy(database, known.id, takerOf(identity).actor)
      : known.areaCode.startsWith(identity.scopeCode)
    if (isOwn) return known
    throw conflict('EXTERNAL_NUMBER_TAKEN', `Number ${externalNumber} of ${channel} is a case of somebody else.`)
  }

  app.get(
    '/api/cases/:id',
    { config: { allow: ['admin', 'duty', 'leader', 'unit', 'worker', 'wall'] }, schema: { params: IdParams } },
    async ({ params, identity }): Promise<CaseRecord> => {
      const record = await readCaseRecord(app, params.id, identity)
      if (!maySeeContact(identity)) return record
      const contact = await lookAtContact(database, params.id, identity)
      const ratingRound = await findRatingRound(database, record, app.now())
      return { ...record, ...(contact !== null && { contact }), ...(ratingRound !== null && { ratingRound }) }
    },
  )

  app.post(
    '/api/cases/:id/dispatch',
    { config: { allow: ['admin', 'duty'] }, schema: { params: IdParams, body: DispatchBody } },
    async ({ params, body, identity }): Promise<CaseRecord> => {
      const { version, ...input } = body
      await checkNamed(app, input, identity.scopeCode)
      const taker = takerOf(identity)
      await app.cases.take({ caseId: params.id, step: 'dispatch', input, taker, atMs: app.now(), version })
      return readCaseRecord(app, params.id, identity)
    },
  )

  app.post(
    '/api/orders/:id/done',
    { config: { allow: ['admin', 'duty', 'unit', 'worker', 'device'] }, schema: { params: IdParams, body: OrderDoneBody } },
    async ({ params, body, identity }): Promise<CaseRecord> => {
      const order = { orderId: params.id, taker: takerOf(identity), note: body.note, atMs: app.now() }
      const { caseId } = await app.cases.finish(order)
      return readCaseRecord(app, caseId, identity)
    },
  )

  app.get(
    '/api/attachments/:id',
    { config: { allow: ['admin', 'duty', 'leader', 'unit', 'worker'] }, schema: { params: AttachmentParams } },
    async ({ params, identity }, reply) => {
      const file = await findAttachment(database, params.id, takerOf(identity))
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
