import type { FastifyInstance } from 'fastify'
import { actorOf, type Identity } from '../auth/identity.ts'
import type { PlanDuty } from '../contract/api/command.ts'
import type { Queryable } from '../db/database.ts'

/** Somebody who is called or told: a worker or a unit. */
export interface Receiver {
  workerId: number | null
  unitId: number | null
  name: string
  nameEn: string
  /** By the shift of now; null of a unit. */
  onDuty: boolean | null
}

/** The mark of a drill in what people read: nobody shall take it for earnest. */
export const DRILL_MARK = '【演练】'

/** The workers and units of an area, and those whom the duties of its plan name, wherever they belong; by id. */
export function receiversIn(
  { live, duty, city }: Pick<FastifyInstance, 'live' | 'duty' | 'city'>, areaCode: string, duties: readonly PlanDuty[],
  nowMs: number,
): Receiver[] {
  const namedWorkers = new Set(duties.map(({ workerId }) => workerId))
  const namedUnits = new Set(duties.map(({ unitId }) => unitId))
  const workers = live.roster.workers.flatMap((worker) => {
    if (worker === undefined || worker.kind !== 'person') return []
    const { id, name, nameEn } = worker
    if (!worker.areaCode.startsWith(areaCode) && !namedWorkers.has(id)) return []
    return [{ workerId: id, unitId: null, name, nameEn, onDuty: duty.dutyAt(id, nowMs).onDuty }]
  })
  const units = city.record.units
    .filter((unit) => unit.areaCode.startsWith(areaCode) || namedUnits.has(unit.id))
    .map(({ id, name, nameEn }) => ({ workerId: null, unitId: id, name, nameEn, onDuty: null }))
  return [...workers, ...units]
}

/** Writes a text to each, urgent; answers the ids of the messages in the order of the receivers. */
export async function writeTexts(
  transaction: Queryable, receivers: readonly Receiver[], text: string, by: Identity, atMs: number,
): Promise<number[]> {
  const { rows } = await transaction.query<{ id: string; worker_id: number | null; unit_id: number | null }>(
    `insert into tracker_messages (worker_id, unit_id, kind, text, urgent, sent_by, sender_scope, sent_at)
     select worker_id, unit_id, 'text', $3, true, $4, $5, $6
       from unnest($1::int[], $2::int[]) as receivers (worker_id, unit_id)
     returning id, worker_id, unit_id`,
    [
      receivers.map(({ workerId }) => workerId), receivers.map(({ unitId }) => unitId), text, actorOf(by), by.scopeCode,
      new Date(atMs),
    ],
  )
  const idOf = new Map(rows.map(({ id, worker_id, unit_id }) => [`${worker_id} ${unit_id}`, Number(id)]))
  return receivers.map(({ workerId, unitId }) => idOf.get(`${workerId} ${unitId}`)!)
}

/** After the commit: phones read anew, and boxes that are connected are given what was written. What fails is logged:
 * the texts wait. */
export function tellReceivers(
  { fieldChanges, terminals, log }: Pick<FastifyInstance, 'fieldChanges' | 'terminals' | 'log'>,
  receivers: readonly Receiver[],
): void {
  const workerIds = receivers.flatMap(({ workerId }) => workerId ?? [])
  fieldChanges.tell({ workerIds, unitIds: receivers.flatMap(({ unitId }) => unitId ?? []) }, 'messages')
  terminals.written(workerIds).catch((error: unknown) => log.error({ err: error }, 'texts were not given to boxes'))
}
