import type { FastifyInstance } from 'fastify'
import { inScope, type Identity } from '../auth/identity.ts'
import type { CommandKind, PlanDuty } from '../contract/api/command.ts'
import type { Queryable } from '../db/database.ts'
import { badInput } from '../errors.ts'
import { readActivation } from './activation-repository.ts'

/** What an area's people are called or told under. */
export interface AreaStanding {
  areaCode: string
  kind: CommandKind
  activationId: number | null
  duties: readonly PlanDuty[]
}

/**
 * The plan that is on in an area says whether it is a drill; where none is, whoever asks. The duties are of a plan
 * of this very area. Throws 400 where the area is none of the scope's, or where a plan is on and another kind is asked for.
 */
export async function standingIn(
  app: Pick<FastifyInstance, 'city' | 'command'>, transaction: Queryable,
  { areaCode, kind }: { areaCode: string; kind?: CommandKind }, identity: Identity,
): Promise<AreaStanding> {
  if (!inScope(identity, areaCode) || !app.city.record.areas.some(({ code }) => code === areaCode)) {
    throw badInput('areaCode', areaCode, 'the code of an area of yours')
  }
  const plan = app.command.activeIn(areaCode)
  if (plan === null) return { areaCode, kind: kind ?? 'real', activationId: null, duties: [] }
  const ofPlan = plan.mode === 'drill' ? 'drill' : 'real'
  if (kind !== undefined && kind !== ofPlan) {
    throw badInput('kind', kind, `${ofPlan}, as plan ${plan.planName} that is on in this area`)
  }
  const row = plan.areaCode === areaCode ? await readActivation(transaction, app.city, plan.activationId, '') : null
  return { areaCode, kind: ofPlan, activationId: plan.activationId, duties: row?.plan.duties ?? [] }
}
