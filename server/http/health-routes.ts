import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'

/** `GET /healthz`: 200 while the database answers, 503 while it does not. */
export const healthRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get('/healthz', { config: { allow: ['public'] } }, async (request, reply) => {
    const { gridCounts } = app.city.record
    try {
      const { rows } = await app.database.query<{ workers: number }>('select count(*)::int as workers from workers')
      return {
        status: 'ok',
        database: app.database.kind,
        workers: rows[0].workers,
        grids: gridCounts.community + gridCounts.street + gridCounts.exclusive,
      }
    } catch (error) {
      request.log.error({ err: error }, 'the database does not answer')
      return reply.code(503).send({ status: 'database-down', database: app.database.kind })
    }
  })
}
