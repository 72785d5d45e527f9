import rateLimit from '@fastify/rate-limit'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { writeAudit } from '../auth/audit.ts'
import { actorOf } from '../auth/identity.ts'
import { findByExternalNumber, findPlace } from '../cases/repository.ts'
import { reportContext } from '../cases/report-context.ts'
import { understandReport } from '../cases/report-case.ts'
import { isFinished } from '../contract/api/cases.ts'
import {
  CITIZEN_CHANNEL, CitizenCaseBody, CitizenLookupQuery, CitizenPlacesQuery, CitizenRatingBody, CitizenUrgeBody,
  type CitizenCase, type CitizenCity, type CitizenPlaces, type CitizenRating, type CitizenRatingReply,
  type CitizenReceipt, type RatingLink,
} from '../contract/api/citizen.ts'
import { conflict, notFound, ReplyError } from '../errors.ts'
import { createCityTime } from '../org/city-time.ts'
import { citizenNames, readById, readCitizenCase } from './citizen-case.ts'
import { citizenCityOf, citizenPlacesOf } from './citizen-city.ts'
import { ratingPathOf } from './citizen-keys.ts'
import { lookUp } from './lookup.ts'
import { CITIZEN, rateCase } from './rate-case.ts'
import { findLink, findLinkOfCase, stateOfLink } from './rating-links.ts'

/** An address may be that of a whole office, or of somebody who guesses. */
const WRITES_PER_MINUTE = 10
const READS_PER_MINUTE = 60

const NumberParams = Type.Object({ number: Type.String({ minLength: 1, maxLength: 32 }) })
const TokenParams = Type.Object({ token: Type.String({ minLength: 16, maxLength: 64 }) })
const IdParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) })

/** What anybody may do without an account: report, see how far his own report is, rate what was done. */
export const citizenRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { database, citizenKeys: keys } = app
  await app.register(rateLimit, {
    global: false,
    errorResponseBuilder: (_request, context) =>
      new ReplyError(429, 'TOO_MANY_TRIES', `Try again in ${context.after}.`, {}, Math.ceil(context.ttl / 1000)),
  })
  const reading = {
    allow: ['public'] as const, rateLimit: { max: READS_PER_MINUTE, timeWindow: '1 minute' },
  }
  const writing = {
    allow: ['public'] as const, rateLimit: { max: WRITES_PER_MINUTE, timeWindow: '1 minute' },
  }

  app.get('/api/citizen/city', { config: reading }, async (): Promise<CitizenCity> => citizenCityOf(app.city))

  app.get(
    '/api/citizen/places', { config: reading, schema: { querystring: CitizenPlacesQuery } },
    async ({ query }): Promise<CitizenPlaces> => citizenPlacesOf(app.city, query.text),
  )

  app.post(
    '/api/citizen/cases', { config: writing, schema: { body: CitizenCaseBody } },
    async ({ body: { key, name, phone, ...said } }, reply): Promise<CitizenReceipt> => {
      const externalNumber = `citizen:${key}`
      const known = await findByExternalNumber(database, CITIZEN_CHANNEL, externalNumber)
      if (known !== null) return reply.code(200).send(receiptOf(known))
      const contact = { ...(name !== undefined && { name }), ...(phone !== undefined && { phone }) }
      const body = {
        ...said, channel: CITIZEN_CHANNEL, externalNumber, ...(Object.keys(contact).length > 0 && { contact }),
      }
      const reporter = { actor: CITIZEN.actor, scopeCode: CITIZEN.scopeCode }
      const newCase = await understandReport(body, reporter, app.now(), reportContext(app))
      const inserted = await app.cases.report(newCase)
      if (inserted !== null) return reply.code(201).send(receiptOf(inserted))
      // the phone sent it twice at once
      return reply.code(200).send(receiptOf((await findByExternalNumber(database, CITIZEN_CHANNEL, externalNumber))!))
    },
  )

  function receiptOf({ id, number }: { id: number; number: string }): CitizenReceipt {
    return { number, lookupCode: keys.lookupCode(id) }
  }

  const today = (): string => createCityTime(app.config.timeZone).dayKey(app.now())

  app.get(
    '/api/citizen/cases/:number',
    { config: writing, schema: { params: NumberParams, querystring: CitizenLookupQuery } },
    async ({ params, query }, reply): Promise<CitizenCase> => {
      const nowMs = app.now()
      const found = await lookUp(database, keys, params.number, query.code.trim(), today())
      const link = await findLinkOfCase(database, found.id)
      const isOpen = link !== null && stateOfLink(link, found.round, nowMs) === 'open'
      reply.header('cache-control', 'no-store')
      return readCitizenCase(database, found, app.city, isOpen ? keys.ratingToken(found.id, found.round) : null)
    },
  )

  app.post(
    '/api/citizen/cases/:number/urge', { config: writing, schema: { params: NumberParams, body: CitizenUrgeBody } },
    async ({ params, body: { code, note = '' } }, reply): Promise<void> => {
      const { id: caseId, number, status } = await lookUp(database, keys, params.number, code.trim(), today())
      if (isFinished(status)) throw conflict('CASE_ENDED', `Case ${number} is ${status}: there is nothing left to urge.`)
      await app.cases.take({ caseId, step: 'urge', input: { note }, taker: CITIZEN, atMs: app.now() })
      return reply.code(204).send()
    },
  )

  app.get(
    '/api/citizen/ratings/:token', { config: reading, schema: { params: TokenParams } },
    async ({ params }, reply): Promise<CitizenRating> => {
      const link = await linkOf(params.token)
      const row = await readById(database, link.caseId)
      reply.header('cache-control', 'no-store')
      return {
        number: row.number, ...citizenNames(row, app.city), round: link.round,
        closedAt: row.closedAt?.toISOString() ?? null, expiresAt: link.expiresAt.toISOString(),
        state: stateOfLink(link, row.round, app.now()),
      }
    },
  )

  app.post(
    '/api/citizen/ratings/:token', { config: writing, schema: { params: TokenParams, body: CitizenRatingBody } },
    async ({ params, body }): Promise<CitizenRatingReply> => {
      const link = await linkOf(params.token)
      const { summary, after: { round } } = await rateCase(app, link, body)
      return { number: summary.number, reopened: round > link.round, round }
    },
  )

  async function linkOf(token: string) {
    const link = await findLink(database, token)
    if (link === null) throw new ReplyError(404, 'NOT_FOUND', 'There is no such link.')
    return link
  }

  app.get(
    '/api/cases/:id/rating-link', { config: { allow: ['admin', 'duty'] }, schema: { params: IdParams } },
    async ({ params: { id }, identity }): Promise<RatingLink> => {
      if ((await findPlace(database, id, identity.scopeCode)) === null) throw notFound('case', id)
      const link = await findLinkOfCase(database, id)
      if (link === null) throw notFound('rating link of case', id)
      const { number } = await readById(database, id)
      await writeAudit(database, actorOf(identity), 'show-rating-link', `case:${id}`, { round: link.round })
      return {
        number, path: ratingPathOf(keys, id, link.round), lookupCode: keys.lookupCode(id),
        round: link.round, expiresAt: link.expiresAt.toISOString(), usedAt: link.usedAt?.toISOString() ?? null,
      }
    },
  )
}
