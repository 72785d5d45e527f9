import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { writeAudit } from '../auth/audit.ts'
import { actorOf, type Identity, isWholeCityAdmin } from '../auth/identity.ts'
import {
  NewTrackerBody, QuarantineCountsQuery, QuarantineQuery, TrackerPatch, TrackersQuery,
  type QuarantineCounts, type QuarantinePage, type TrackerPage, type TrackerRecord,
} from '../contract/api/trackers.ts'
import type { Queryable } from '../db/database.ts'
import { badInput, conflict, notFound } from '../errors.ts'
import { countQuarantine, listQuarantine, type QuarantineScope } from './quarantine-lists.ts'
import { deleteTracker, findTracker, insertTracker, listTrackers, updateTracker } from './tracker-lists.ts'

const KeyParams = Type.Object({ key: Type.String({ minLength: 1, maxLength: 64 }) })

/** The register of devices that send positions, and what of theirs was set aside; for administrators of their scope. */
export const trackerRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { database, trackers } = app
  const byAdmins = { config: { allow: ['admin'] as const } }

  async function trackerOf(queryable: Queryable, key: string, { scopeCode }: Identity): Promise<TrackerRecord> {
    const tracker = await findTracker(queryable, key, scopeCode)
    if (tracker === null) throw notFound('tracker', key)
    return tracker
  }

  app.get(
    '/api/trackers',
    { ...byAdmins, schema: { querystring: TrackersQuery } },
    async ({ query, identity }): Promise<TrackerPage> => {
      await trackers.saveNotes()
      return listTrackers(database, query, identity.scopeCode, app.duty.policy.silentAfterMinutes)
    },
  )

  app.post(
    '/api/trackers',
    { ...byAdmins, schema: { body: NewTrackerBody } },
    async ({ body, identity }, reply): Promise<TrackerRecord> => {
      await database.transaction(async (transaction) => {
        const outcome = await insertTracker(transaction, body, identity.scopeCode)
        if (outcome === 'no-worker') throw badInput('workerId', body.workerId, 'the id of a worker of this city')
        if (outcome === 'taken') throw conflict('KEY_TAKEN', `There is a tracker with the key ${body.key} already.`)
        await writeAudit(transaction, actorOf(identity), 'add-tracker', `tracker:${body.key}`, body)
      })
      await trackers.reread()
      return reply.code(201).send(await trackerOf(database, body.key, identity))
    },
  )

  app.patch(
    '/api/trackers/:key',
    { ...byAdmins, schema: { params: KeyParams, body: TrackerPatch } },
    async ({ params: { key }, body, identity }): Promise<TrackerRecord> => {
      await database.transaction(async (transaction) => {
        await trackerOf(transaction, key, identity)
        await updateTracker(transaction, key, body)
        await writeAudit(transaction, actorOf(identity), 'change-tracker', `tracker:${key}`, body)
      })
      await trackers.reread()
      return trackerOf(database, key, identity)
    },
  )

  app.delete(
    '/api/trackers/:key',
    { ...byAdmins, schema: { params: KeyParams } },
    async ({ params: { key }, identity }, reply) => {
      await database.transaction(async (transaction) => {
        const { isOwnPhone, workerNumber } = await trackerOf(transaction, key, identity)
        if (isOwnPhone) throw conflict('OWN_PHONE', `${key} is the own phone of worker ${workerNumber}, with whom it goes.`)
        await deleteTracker(transaction, key)
        await writeAudit(transaction, actorOf(identity), 'delete-tracker', `tracker:${key}`)
      })
      await trackers.reread()
      return reply.code(204).send()
    },
  )

  const scopeOf = ({ identity }: Pick<FastifyRequest, 'identity'>): QuarantineScope =>
    ({ scopeCode: identity.scopeCode, isWholeCity: isWholeCityAdmin(identity, app.city.record.code) })

  app.get(
    '/api/quarantine',
    { ...byAdmins, schema: { querystring: QuarantineQuery } },
    async (request): Promise<QuarantinePage> => listQuarantine(database, request.query, scopeOf(request)),
  )

  app.get(
    '/api/quarantine/counts',
    { ...byAdmins, schema: { querystring: QuarantineCountsQuery } },
    async (request): Promise<QuarantineCounts> => countQuarantine(database, request.query, scopeOf(request)),
  )
}
