import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { activationRoutes } from './activation-routes.ts'
import { broadcastRoutes } from './broadcast-routes.ts'
import { planRoutes } from './plan-routes.ts'
import { rollCallRoutes } from './roll-call-routes.ts'

/** The peace/war switch of areas: plans, switching them on and off, roll calls and broadcasts. */
export const commandRoutes: FastifyPluginAsyncTypebox = async (app) => {
  await app.register(planRoutes)
  await app.register(activationRoutes)
  await app.register(rollCallRoutes)
  await app.register(broadcastRoutes)
}
