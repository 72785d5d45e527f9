import type { FastifyInstance } from 'fastify'
import { inScope, type Identity } from '../auth/identity.ts'
import type { Answerer } from './roll-call-repository.ts'

/**
 * Whether a desk may know of somebody who was called: of all where the call is of its own area; where it came from above,
 * of those who belong to its area.
 */
export function seesPerson(
  { city, live }: Pick<FastifyInstance, 'city' | 'live'>, identity: Identity, callAreaCode: string,
  { workerId, unitId }: Answerer,
): boolean {
  if (inScope(identity, callAreaCode)) return true
  const { workers, slotOfWorker } = live.roster
  const areaCode = workerId !== null
    ? workers[slotOfWorker.get(workerId) ?? -1]?.areaCode
    : city.unitById.get(unitId ?? -1)?.areaCode
  return areaCode !== undefined && inScope(identity, areaCode)
}
