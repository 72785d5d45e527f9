import { statfs } from 'node:fs/promises'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { HealthReply } from '../contract/api/health.ts'
import { freeSpace, isLow } from './free-space.ts'

/** Whoever watches us does not wait for a database that hangs. */
const PATIENCE_MS = 3000
/** SQLSTATE of a disk that is full. */
const DISK_FULL = '53100'

/** `GET /healthz`: how the server is. 503 while the database does not answer, or has no room to write. */
export const healthRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get('/healthz', { config: { allow: ['public'] } }, async (request, reply): Promise<HealthReply> => {
    const { gridCounts } = app.city.record
    const intakes = [app.intake.state(), app.sensors.state()]
    const failures = intakes.flatMap(({ failure }) => failure ?? []).sort((a, b) => b.atMs - a.atMs)
    const [failure] = failures
    const space = freeSpace(await statfs(app.config.dataDir).catch(() => undefined))
    const common = {
      database: app.database.kind,
      rowsWaiting: intakes.reduce((rows, { rowsWaiting }) => rows + rowsWaiting, 0),
      lastWriteError: failure === undefined
        ? null
        : { at: new Date(failure.atMs).toISOString(), sqlState: failure.sqlState ?? null },
      calendarFallbackYears: app.clocks.fallbackYears(),
      diskFreeBytes: space?.freeBytes ?? null,
    }
    const isFull = failures.some(({ sqlState }) => sqlState === DISK_FULL)
    try {
      const { rows } = await app.database.query<{ workers: number }>(
        'select count(*)::int as workers from workers', [], { withinMs: PATIENCE_MS },
      )
      if (isFull) reply.code(503)
      return {
        status: isFull ? 'disk-full' : isLow(space) ? 'disk-low' : 'ok',
        ...common,
        workers: rows[0].workers,
        grids: gridCounts.community + gridCounts.street + gridCounts.exclusive,
      }
    } catch (error) {
      request.log.error({ err: error }, 'the database does not answer')
      reply.code(503)
      return { status: isFull ? 'disk-full' : 'database-down', ...common }
    }
  })
}
