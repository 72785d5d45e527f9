import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { writeAudit } from '../auth/audit.ts'
import { actorOf } from '../auth/identity.ts'
import type { ShiftSummary, TrackColumns } from '../contract/api/tracks.ts'
import { badInput, notFound } from '../errors.ts'
import { findWorker } from '../live/worker-repository.ts'
import { createCityTime } from '../org/city-time.ts'
import { nextShiftAt, onDutyMs, shiftSpanAt } from './shift-span.ts'
import { summarizeWay } from './shift-summary.ts'
import { trackColumns } from './track.ts'
import { readTrack } from './track-repository.ts'

const LONGEST_TRACK_DAYS = 7
const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

const WorkerParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 }) })
const TrackQuery = Type.Object({
  from: Type.Optional(Type.String({ format: 'date-time' })),
  to: Type.Optional(Type.String({ format: 'date-time' })),
})
const ShiftQuery = Type.Object({ at: Type.Optional(Type.String({ format: 'date-time' })) })

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
      const shift = shiftSpanAt((atMs) => app.duty.dutyAt(id, atMs), cityTime, Date.now())
      const fromMs = query.from === undefined ? shift.fromMs : Date.parse(query.from)
      const toMs = query.to === undefined ? shift.toMs : Date.parse(query.to)
      if (fromMs >= toMs) throw badInput('from', query.from, `a time before ${new Date(toMs).toISOString()}`)
      if (toMs - fromMs > LONGEST_TRACK_DAYS * DAY_MS) {
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

  app.get(
    '/api/workers/:id/shift',
    { config: people, schema: { params: WorkerParams, querystring: ShiftQuery } },
    async (request): Promise<ShiftSummary> => {
      const { id } = request.params
      const { identity, query } = request
      const nowMs = Date.now()
      const atMs = query.at === undefined ? nowMs : Date.parse(query.at)
      if (atMs > nowMs) throw badInput('at', query.at, 'a time that is not in the future')
      const worker = await findWorker(database, app.grids.current(), id, identity.scopeCode)
      if (worker === undefined) throw notFound('worker', id)
      const dutyAt = (instantMs: number) => app.duty.dutyAt(id, instantMs)
      const span = shiftSpanAt(dutyAt, cityTime, atMs)
      const nextMs = nextShiftAt(dutyAt, span.toMs, nowMs)
      const [from, to] = [new Date(span.fromMs).toISOString(), new Date(span.toMs).toISOString()]
      await writeAudit(database, actorOf(identity), 'view-track', `worker:${id}`, { from, to })
      const points = await readTrack(database, id, span.fromMs, span.toMs)
      const { positionDays } = app.duty.policy
      const isKept = span.toMs > nowMs - positionDays * DAY_MS
      const dutyMs = onDutyMs(dutyAt, { fromMs: span.fromMs, toMs: Math.min(span.toMs, nowMs) })
      return {
        workerId: id,
        from,
        to,
        previousAt: new Date(span.fromMs - 1).toISOString(),
        nextAt: nextMs === undefined ? null : new Date(nextMs).toISOString(),
        onDutyMinutes: Math.round(dutyMs / MINUTE_MS),
        empty: points.length > 0 ? null : isKept ? 'no-fixes' : 'not-kept',
        keptDays: positionDays,
        ...summarizeWay(points, worker.gridCode),
      }
    },
  )
}
