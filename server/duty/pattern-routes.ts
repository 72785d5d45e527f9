import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { writeAudit } from '../auth/audit.ts'
import { actorOf, inScope } from '../auth/identity.ts'
import { wholeCityOnly } from '../auth/whole-city-only.ts'
import { AssignPatternBody, type ShiftPattern, ShiftPatternBody } from '../contract/api/duty.ts'
import { badInput, conflict, notFound } from '../errors.ts'
import { assignPattern, countDutyChange, deletePattern, putPattern, readPatterns } from './repository.ts'

const CodeParams = Type.Object({ code: Type.String({ pattern: '^[A-Za-z0-9_-]{1,40}$' }) })

/** Shift patterns, and which workers have which. */
export const patternRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { database, duty } = app
  const byCityAdmin = { config: { allow: ['admin'] as const }, preHandler: wholeCityOnly(app) }

  app.get(
    '/api/shift-patterns',
    { config: { allow: ['admin', 'duty', 'leader'] } },
    async (): Promise<ShiftPattern[]> => readPatterns(database),
  )

  app.put(
    '/api/shift-patterns/:code',
    { ...byCityAdmin, schema: { params: CodeParams, body: ShiftPatternBody } },
    async ({ params: { code }, body, identity }): Promise<ShiftPattern> => {
      const pattern = { code, ...body }
      await database.transaction(async (transaction) => {
        await putPattern(transaction, pattern)
        await countDutyChange(transaction)
        await writeAudit(transaction, actorOf(identity), 'put-shift-pattern', `shift-pattern:${code}`, body)
      })
      await duty.reread(Date.now())
      return pattern
    },
  )

  app.delete(
    '/api/shift-patterns/:code',
    { ...byCityAdmin, schema: { params: CodeParams } },
    async ({ params: { code }, identity }, reply) => {
      await database.transaction(async (transaction) => {
        const outcome = await deletePattern(transaction, code)
        if (outcome === 'unknown') throw notFound('shift-pattern', code)
        if (outcome === 'in-use') throw conflict('PATTERN_IN_USE', `Workers have the shift pattern ${code}.`)
        await countDutyChange(transaction)
        await writeAudit(transaction, actorOf(identity), 'delete-shift-pattern', `shift-pattern:${code}`)
      })
      await duty.reread(Date.now())
      return reply.code(204).send()
    },
  )

  app.post(
    '/api/workers/shift-pattern',
    { config: { allow: ['admin'] }, schema: { body: AssignPatternBody } },
    async ({ body, identity }): Promise<{ changed: number; unknown: number[] }> => {
      const { pattern, ids, area, employment } = body
      if ((ids === undefined) === (area === undefined)) {
        throw badInput(ids === undefined ? 'ids' : 'area', ids ?? area, 'either ids of workers or an area, not both')
      }
      if (area !== undefined && !(inScope(identity, area) && app.city.areaByCode.has(area))) {
        throw badInput('area', area, 'the code of an area within your scope')
      }
      const { scopeCode } = identity
      const changed = await database.transaction(async (transaction) => {
        const patterns = await readPatterns(transaction)
        if (pattern !== null && !patterns.some(({ code }) => code === pattern)) {
          throw badInput('pattern', pattern, `null or one of ${patterns.map(({ code }) => code).join(', ')}`)
        }
        const workers = await assignPattern(transaction, pattern, { scopeCode, ids, area, employment })
        await countDutyChange(transaction)
        const meant = { pattern, area, employment, workers: workers.length }
        await writeAudit(transaction, actorOf(identity), 'assign-shift-pattern', `shift-pattern:${pattern}`, meant)
        return new Set(workers)
      })
      await duty.reread(Date.now())
      return { changed: changed.size, unknown: ids?.filter((id) => !changed.has(id)) ?? [] }
    },
  )
}
