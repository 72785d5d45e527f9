import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { OpenOrdersQuery, type OpenOrdersPage } from '../contract/api/orders.ts'
import { listOpenOrders } from './open-orders.ts'

const DEFAULT_PAGE = 200

/** What units and workers have to do: read by their own systems and apps with a device token. */
export const openOrderRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/api/orders/open',
    { config: { allow: ['admin', 'duty', 'device'] }, schema: { querystring: OpenOrdersQuery } },
    async ({ query, identity }): Promise<OpenOrdersPage> => {
      const limit = query.limit ?? DEFAULT_PAGE
      const orders = await listOpenOrders(
        app.database, query, identity.scopeCode, app.cases.templates(), limit + 1,
      )
      if (orders.length <= limit) return { orders, nextAfter: null }
      orders.pop()
      return { orders, nextAfter: orders[limit - 1].id }
    },
  )
}
