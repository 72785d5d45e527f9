import type { FastifyInstance, FastifyRequest } from 'fastify'
import { notAllowed } from '../errors.ts'
import { isWholeCityAdmin } from './identity.ts'

/** A hook (preHandler) for routes that concern the whole city: 403 unless an administrator of all of it asks. */
export function wholeCityOnly(app: FastifyInstance): (request: FastifyRequest) => Promise<void> {
  return async ({ identity }) => {
    if (!isWholeCityAdmin(identity, app.city.record.code)) {
      throw notAllowed('this is for administrators of the whole city')
    }
  }
}
