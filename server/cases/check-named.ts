import type { FastifyInstance } from 'fastify'
import { badInput } from '../errors.ts'
import { isDesk } from './desks.ts'
import type { StepInput } from './flow/decide-step.ts'
import { workerExists } from './repository.ts'

/** Throws 400 by the name of the field where a step names a unit, a desk or a worker that is none of this city and scope. */
export async function checkNamed(
  { city, database }: Pick<FastifyInstance, 'city' | 'database'>, input: StepInput, scopeCode: string,
): Promise<void> {
  const { unitId, assistUnitIds = [], unitIds = [], workerId, deskCode } = input
  const named = { unitId: unitId === undefined ? [] : [unitId], assistUnitIds, unitIds }
  for (const [field, ids] of Object.entries(named)) {
    const unknown = ids.find((id) => !city.unitById.has(id))
    if (unknown !== undefined) throw badInput(field, unknown, 'the id of a unit')
  }
  if (deskCode !== undefined && !isDesk(deskCode, city.areaByCode, city.record.code)) {
    throw badInput('deskCode', deskCode, 'the code of an area, or of its province')
  }
  if (workerId !== undefined && !(await workerExists(database, workerId, scopeCode))) {
    throw badInput('workerId', workerId, 'the id of a worker of your area')
  }
}
