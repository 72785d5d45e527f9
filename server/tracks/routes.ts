import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { writeAudit } from '../auth/audit.ts'
import { actorOf } from '../auth/identity.ts'
import type { TrackColumns } from '../contract/api/tracks.ts'
import { badInput, notFound } from '../errors.ts'
import { findWorker } from '../live/worker-repository.ts'
import { createCityTime } from '../org/city-time.ts'
import { shiftAt } from '../org/shift.ts'
import { trackColumns } from './track.ts'
import { readTrack } from './track-repository.ts'

const LONGEST_TRACK_DAYS = 7

const WorkerParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 }) })
const TrackQuery = Type.Object({
  from: Type.Optional(Type.String({ format: 'date-time' })),
  to: Type.Optional(Type.String({ format: 'date-time' })),
})

/** For people (not for walls): where workers have been. */
export const trackRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { database } = app
  const cityTime = createCityTime(app.config.timeZone)
  const people = { allow: ['admin', 'duty', 'leader'] as const }

  app.get(
    '/api/workers/:id/track',
    { config: people, schema: { params: WorkerParams, querystring: TrackQuery } },
    async (request): Promise<TrackColumns> => {
      const { id } = request.params
      const { identity, query } = request
      const shift = shiftAt(cityTime, Date.now())
      const fromMs = query.from === undefined ? shift.fromMs : Date.parse(query.from)
      const toMs = query.to === undefined ? shift.toMs : Date.parse(query.to)
      if (fromMs >= toMs) throw badInput('from', query.from, `a time before ${new Date(toMs).toISOString()}`)
      if (toMs - fromMs > LONGEST_TRACK_DAYS * 86_400_000) {
        throw badInput('from', query.from, `a time at most ${LONGEST_TRACK_DAYS} days before the end`)
      }
      const worker = await findWorker(database, app.grids.current(), id, identity.scopeCode)
      if (worker === undefined) throw notFound('worker', id)
      const from = new Date(fromMs).toISOString()
      const to = new Date(toMs).toISOString()
      // Before the answer: nobody looks at a track without a trace.
      await writeAudit(database, actorOf(identity), 'view-track', `worker:${id}`, { from, to })
      return trackColumns(await readTrack(database, id, fromMs, toMs), id, worker.gridCode, fromMs, toMs)
    },
  )
}
