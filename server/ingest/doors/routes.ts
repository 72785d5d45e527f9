import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { DoorRecord } from '../../contract/api/doors.ts'

/** Which ports are open to the field, and how many are connected to each. */
export const doorRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get('/api/field/doors', { config: { allow: ['admin'] } }, async (): Promise<DoorRecord[]> =>
    app.fieldDoors.states().map(({ name, port, connections, trouble }) => ({
      name, port: port ?? null, connections, trouble: trouble ?? null,
    })),
  )
}
