import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import type { RosterColumns, WorkerRecord } from '../contract/api/workers.ts'
import { workerDuty } from '../duty/worker-duty.ts'
import { notFound } from '../errors.ts'
import { rosterColumns } from './roster.ts'
import { findCasesFound, findWorker, findWorkerOrders } from './worker-repository.ts'

const WorkerParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 }) })

/** Who the workers are, and for people (not for walls) all of one. */
export const liveRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { database, live } = app
  const people = { allow: ['admin', 'duty', 'leader'] as const }

  app.get(
    '/api/workers',
    { config: { allow: ['admin', 'duty', 'leader', 'wall'] } },
    async (request): Promise<RosterColumns> => rosterColumns(live.roster, request.identity.scopeCode),
  )

  app.get(
    '/api/workers/:id',
    { config: people, schema: { params: WorkerParams } },
    async (request): Promise<WorkerRecord> => {
      const { id } = request.params
      const { scopeCode } = request.identity
      const worker = await findWorker(database, app.grids.current(), id, scopeCode, app.lastPositions.get(id))
      const slot = live.roster.slotOfWorker.get(id)
      if (worker === undefined || slot === undefined) throw notFound('worker', id)
      const casesFound = await findCasesFound(database, id, scopeCode)
      const orders = await findWorkerOrders(database, id, scopeCode)
      const duty = await workerDuty(app, id, slot, Date.now())
      return { ...worker, slot, duty, casesFound, orders }
    },
  )
}
