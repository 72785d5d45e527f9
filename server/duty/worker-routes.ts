import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { writeAudit } from '../auth/audit.ts'
import { actorOf, inScope } from '../auth/identity.ts'
import {
  type DutyEvent, type DutyException, DutyExceptionBody, type DutySummary, PeriodQuery, type WorkerDuty,
} from '../contract/api/duty.ts'
import { badInput, notFound } from '../errors.ts'
import { listEvents } from './events-repository.ts'
import { deleteException, hasWorker, insertException, listExceptions } from './exceptions-repository.ts'
import { periodOf } from './period.ts'
import { countDutyChange } from './repository.ts'
import { workerDuty } from './worker-duty.ts'

const LONGEST_DAYS = 31
const MOST_EVENTS = 1000
const LONGEST_EXCEPTION_MS = 366 * 86_400_000

const IdParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 }) })
const SummaryQuery = Type.Object({ area: Type.Optional(Type.String({ maxLength: 40 })) })

/** What became of workers on duty, exceptions from their shifts, and how many are how. */
export const workerDutyRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { database, duty, live } = app
  const people = { allow: ['admin', 'duty', 'leader'] as const }
  const officers = { allow: ['admin', 'duty'] as const }

  app.get(
    '/api/workers/:id/duty',
    { config: people, schema: { params: IdParams } },
    async ({ params: { id }, identity }): Promise<WorkerDuty> => {
      const slot = live.roster.slotOfWorker.get(id)
      if (slot === undefined || !(await hasWorker(database, id, identity.scopeCode))) throw notFound('worker', id)
      return workerDuty(app, id, slot, Date.now())
    },
  )

  app.get(
    '/api/workers/:id/duty-events',
    { config: people, schema: { params: IdParams, querystring: PeriodQuery } },
    async ({ params: { id }, query, identity }): Promise<DutyEvent[]> => {
      const { fromMs, toMs } = periodOf(query, Date.now(), LONGEST_DAYS)
      if (!(await hasWorker(database, id, identity.scopeCode))) throw notFound('worker', id)
      return listEvents(database, id, fromMs, toMs, MOST_EVENTS)
    },
  )

  app.get(
    '/api/workers/:id/duty-exceptions',
    { config: people, schema: { params: IdParams } },
    async ({ params: { id }, identity }): Promise<DutyException[]> => {
      if (!(await hasWorker(database, id, identity.scopeCode))) throw notFound('worker', id)
      return listExceptions(database, id, Date.now())
    },
  )

  app.post(
    '/api/workers/:id/duty-exceptions',
    { config: officers, schema: { params: IdParams, body: DutyExceptionBody } },
    async ({ params: { id }, body, identity }, reply): Promise<DutyException> => {
      const lengthMs = Date.parse(body.to) - Date.parse(body.from)
      if (!(lengthMs > 0 && lengthMs <= LONGEST_EXCEPTION_MS)) {
        throw badInput('to', body.to, `a time after ${body.from}, and at most a year after it`)
      }
      const exception = await database.transaction(async (transaction) => {
        if (!(await hasWorker(transaction, id, identity.scopeCode))) throw notFound('worker', id)
        const made = await insertException(transaction, id, body, actorOf(identity))
        await countDutyChange(transaction)
        await writeAudit(transaction, actorOf(identity), 'add-duty-exception', `worker:${id}`, made)
        return made
      })
      await duty.reread(Date.now())
      return reply.code(201).send(exception)
    },
  )

  app.delete(
    '/api/duty-exceptions/:id',
    { config: officers, schema: { params: IdParams } },
    async ({ params: { id }, identity }, reply) => {
      await database.transaction(async (transaction) => {
        const deleted = await deleteException(transaction, id, identity.scopeCode)
        if (deleted === undefined) throw notFound('duty-exception', id)
        await countDutyChange(transaction)
        await writeAudit(transaction, actorOf(identity), 'delete-duty-exception', `worker:${deleted.workerId}`, deleted)
      })
      await duty.reread(Date.now())
      return reply.code(204).send()
    },
  )

  app.get(
    '/api/duty/summary',
    { config: { allow: ['admin', 'duty', 'leader', 'wall'] }, schema: { querystring: SummaryQuery } },
    async ({ query, identity }): Promise<DutySummary> => {
      const areaCode = query.area ?? identity.scopeCode
      if (!inScope(identity, areaCode) || !app.city.areaByCode.has(areaCode)) throw notFound('area', areaCode)
      const workers = live.roster.workers.filter((worker) => worker?.areaCode.startsWith(areaCode)).length
      const counts = live.counts(live.scopeOf(areaCode), Date.now())
      return { areaCode, workers, ...counts, offDuty: workers - counts.onDuty }
    },
  )
}
