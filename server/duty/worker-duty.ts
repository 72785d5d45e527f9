import type { FastifyInstance } from 'fastify'
import type { DutyState, WorkerDuty } from '../contract/api/duty.ts'
import { IDLE, OUTSIDE, SILENT, sinceOf, SOS, statesOf } from '../live/worker-states.ts'
import { readPatternOf } from './repository.ts'

const GRAVEST_FIRST: readonly (readonly [bit: number, state: DutyState])[] = [
  [SOS, 'sos'], [SILENT, 'silent'], [OUTSIDE, 'out-of-area'], [IDLE, 'idle'],
]

/** Whether the worker in a slot is on duty, by what and until when, and what else is true of him. */
export async function workerDuty(
  { database, duty, live }: FastifyInstance, workerId: number, slot: number, nowMs: number,
): Promise<WorkerDuty> {
  const pattern = await readPatternOf(database, workerId)
  const { onDuty, untilMs } = duty.dutyAt(workerId, nowMs)
  const states = statesOf(live.slots, slot, nowMs)
  return {
    onDuty,
    pattern: pattern && { code: pattern.code, name: pattern.name, nameEn: pattern.nameEn },
    until: untilMs === Infinity ? null : new Date(untilMs).toISOString(),
    states: GRAVEST_FIRST.filter(([bit]) => states & bit).map(([bit, state]) => ({
      state, since: new Date(sinceOf(live.slots, slot, bit)).toISOString(),
    })),
  }
}
