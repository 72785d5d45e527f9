import { actorOf, type Identity } from '../auth/identity.ts'
import type { Taker } from './flow/standing.ts'

/** What whoever asks may be to a case. Walls only look: none lets them take a step. */
export function takerOf(identity: Identity): Taker {
  const { scopeCode } = identity
  const name = actorOf(identity)
  if (identity.type !== 'account') return { actor: { type: 'device', id: null, name }, role: 'field', scopeCode }
  const { id, role, unitId, workerId } = identity
  return {
    actor: { type: 'account', id, name },
    role: role === 'duty' ? 'desk' : role,
    scopeCode,
    ...(unitId !== undefined && { unitId }),
    ...(workerId !== undefined && { workerId }),
  }
}
