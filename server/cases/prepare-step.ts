import type { FastifyInstance } from 'fastify'
import type { Identity } from '../auth/identity.ts'
import type { CaseStep, StepBody } from '../contract/api/case-steps.ts'
import { badInput, notFound } from '../errors.ts'
import { checkNamed } from './check-named.ts'
import type { StepInput } from './flow/decide-step.ts'
import { nearestOf, workersAtHand } from './nearest-worker.ts'
import type { NewCase } from './new-case.ts'
import { understandReport } from './report-case.ts'
import { reportContext } from './report-context.ts'
import { type CasePlace, findPlace } from './repository.ts'
import { takerOf } from './taker-of.ts'

export interface PreparedStep {
  input: StepInput
  parts: NewCase[]
}

/**
 * What a step needs of the world around its case, found before the case is locked: who is to verify where nobody is
 * named, and the routed parts of a split. What is read of the case here never changes. Throws 400 by the name of the field
 * that names what there is not, 404 where the case is not in the scope.
 */
export async function prepareStep(
  app: FastifyInstance, caseId: number, step: CaseStep, body: Omit<StepBody, 'version' | 'key' | 'madeAgoMs' | 'photos'>,
  identity: Identity,
): Promise<PreparedStep> {
  const { parts = [], ...input } = body
  await checkNamed(app, input, identity.scopeCode)
  if (step === 'verify' && input.workerId === undefined) {
    const { lng, lat, communityGridId } = await placeOf(app, caseId, identity)
    const nearest = nearestOf(workersAtHand(app, identity.scopeCode, app.now()), lng, lat, communityGridId)
    return { input: { ...input, ...nearest }, parts: [] }
  }
  if (step !== 'split') {
    if (parts.length > 0) throw badInput('parts', parts.length, 'none: they are for the step split')
    return { input, parts: [] }
  }
  if (parts.length === 0) throw badInput('parts', undefined, 'two to five parts')
  const place = await placeOf(app, caseId, identity)
  return { input, parts: await Promise.all(parts.map((part, at) => partOf(app, place, part, at, identity))) }
}

async function placeOf(app: FastifyInstance, caseId: number, { scopeCode }: Identity): Promise<CasePlace> {
  const place = await findPlace(app.database, caseId, scopeCode)
  if (place === null) throw notFound('case', caseId)
  return place
}

/** A part as if it had been reported now at the same place, on the same desk and by the same template. */
async function partOf(
  app: FastifyInstance, place: CasePlace, { description, category, unitId }: NonNullable<StepBody['parts']>[number],
  at: number, identity: Identity,
): Promise<NewCase> {
  if (unitId !== undefined && !app.city.unitById.has(unitId)) {
    throw badInput(`parts.${at}.unitId`, unitId, 'the id of a unit')
  }
  const { categoryCode, lng, lat, channel, address, urgent, deskCode, template } = place
  const reporter = { actor: takerOf(identity).actor, scopeCode: '' }
  const post = { category: category ?? categoryCode, description, lng, lat, channel, address, urgent }
  const part = await understandReport(post, reporter, app.now(), reportContext(app))
  const route = unitId === undefined ? part.route : { ...part.route, unitId, provenance: 'person' as const }
  return { ...part, route, deskCode, template }
}
