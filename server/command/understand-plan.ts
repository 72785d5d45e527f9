import type { PlanContent, PlanDuty } from '../contract/api/command.ts'
import { badInput } from '../errors.ts'

/** What a plan is checked against: what is there, within the reach of whoever writes it. */
export interface PlanWorld {
  isArea(code: string): boolean
  /** The area of a community grid. */
  areaOfGrid(code: string): string | undefined
  isWorker(id: number): boolean
  isUnit(id: number): boolean
}

/** A plan with its texts trimmed. Throws 400 that names the row and the field to blame: `duties[3].gridCode`. */
export function understandPlan(body: PlanContent, world: PlanWorld): PlanContent {
  const name = body.name.trim()
  if (name === '') throw badInput('name', body.name, 'the name of the plan')
  if (!world.isArea(body.areaCode)) throw badInput('areaCode', body.areaCode, 'the code of an area of yours')
  const seen = new Map<string, number>()
  const duties = body.duties.map((duty, row) => {
    const understood = understandDuty(duty, row, body.areaCode, world)
    const { gridCode, building, households, workerId } = understood
    const key = JSON.stringify([gridCode, building, households, understood.name, workerId])
    const before = seen.get(key)
    if (before !== undefined) throw badInput(`duties[${row}]`, understood.name, `another duty than duties[${before}]`)
    seen.set(key, row)
    return understood
  })
  const { rollCall } = body
  if (rollCall !== null && rollCall.message.trim() === '') {
    throw badInput('rollCall.message', rollCall.message, 'what those who are called shall read')
  }
  const { areaCode, limits } = body
  return {
    areaCode, limits, name, nameEn: body.nameEn.trim(), duties, broadcast: body.broadcast.trim(),
    rollCall: rollCall === null ? null : { ...rollCall, message: rollCall.message.trim() },
  }
}

function understandDuty(duty: PlanDuty, row: number, areaCode: string, world: PlanWorld): PlanDuty {
  const field = (name: string) => `duties[${row}].${name}`
  const text = (value: string | undefined) => value?.trim() ?? ''
  const [gridCode, building, households] = [text(duty.gridCode), text(duty.building), text(duty.households)]
  const [name, phone, task] = [text(duty.name), text(duty.phone), text(duty.task)]
  if (gridCode === '' && building === '') throw badInput(field('gridCode'), duty.gridCode, 'a grid, or else a building')
  if (gridCode !== '' && world.areaOfGrid(gridCode)?.startsWith(areaCode) !== true) {
    throw badInput(field('gridCode'), gridCode, `the code of a community grid of area ${areaCode}`)
  }
  if (name === '') throw badInput(field('name'), duty.name, 'who answers for it')
  if (task === '') throw badInput(field('task'), duty.task, 'what is to be done')
  if (duty.workerId !== undefined && !world.isWorker(duty.workerId)) {
    throw badInput(field('workerId'), duty.workerId, 'the id of a worker of your area')
  }
  if (duty.unitId !== undefined && !world.isUnit(duty.unitId)) {
    throw badInput(field('unitId'), duty.unitId, 'the id of a unit that serves your area')
  }
  return {
    name, task,
    ...(gridCode !== '' && { gridCode }), ...(building !== '' && { building }),
    ...(households !== '' && { households }), ...(phone !== '' && { phone }),
    ...(duty.workerId !== undefined && { workerId: duty.workerId }),
    ...(duty.unitId !== undefined && { unitId: duty.unitId }),
  }
}
