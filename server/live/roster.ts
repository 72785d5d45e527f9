import { createHash } from 'node:crypto'
import type { RosterColumns } from '../contract/api/workers.ts'
import type { Queryable } from '../db/database.ts'

/** A frame names slots with 16 bits. */
const MOST_SLOTS = 65_536

export interface RosterWorker {
  id: number
  number: string
  name: string
  nameEn: string
  gridId: number
  areaCode: string
  deviceKey: string
  kind: 'person' | 'vehicle'
}

/** Who sits in which slot; undefined where a worker has left. Immutable; another one has another version. */
export interface Roster {
  version: string
  workers: readonly (RosterWorker | undefined)[]
  slotOfWorker: ReadonlyMap<number, number>
  slotOfDevice: ReadonlyMap<string, number>
}

/** Gives slot i to the i-th of `workers`. Throws where there are more than a frame can name. */
export function createRoster(workers: readonly (RosterWorker | undefined)[]): Roster {
  if (workers.length > MOST_SLOTS) {
    throw new Error(`Got ${workers.length} workers, expected at most ${MOST_SLOTS}: a frame has 16 bits for a slot.`)
  }
  const seats = [...workers.entries()].filter((seat): seat is [number, RosterWorker] => seat[1] !== undefined)
  return {
    version: createHash('sha256').update(JSON.stringify(workers)).digest('hex').slice(0, 12),
    workers,
    slotOfWorker: new Map(seats.map(([slot, worker]) => [worker.id, slot])),
    slotOfDevice: new Map(seats.map(([slot, worker]) => [worker.deviceKey, slot])),
  }
}

/**
 * The roster after the city's workers have become `workers`: who stays keeps the slot, so that a screen that has not yet
 * read this roster names nobody wrongly; new ones sit behind; a slot that was left stays empty. Where the empty ones
 * leave too little room, all are seated anew.
 */
export function rosterAfter(before: Roster, workers: readonly RosterWorker[]): Roster {
  const byId = new Map(workers.map((worker) => [worker.id, worker]))
  const staying = before.workers.map((worker) => worker && byId.get(worker.id))
  const seats = [...staying, ...workers.filter(({ id }) => !before.slotOfWorker.has(id))]
  return createRoster(seats.length > MOST_SLOTS ? workers : seats)
}

/** Reads the workers, by id. */
export async function readRosterWorkers(database: Queryable): Promise<RosterWorker[]> {
  const { rows } = await database.query<RosterWorker>(
    `select id, number, name, name_en as "nameEn", grid_id as "gridId", area_code as "areaCode",
            device_key as "deviceKey", kind
       from workers order by id`,
  )
  return rows
}

/** The roster as a client reads it; those outside its scope keep their slot and lose their name. */
export function rosterColumns(roster: Roster, scopeCode: string): RosterColumns {
  const seen = roster.workers.map((worker) => (worker?.areaCode.startsWith(scopeCode) ? worker : undefined))
  return {
    rosterVersion: roster.version,
    id: seen.map((worker) => worker?.id ?? 0),
    number: seen.map((worker) => worker?.number ?? ''),
    name: seen.map((worker) => worker?.name ?? ''),
    nameEn: seen.map((worker) => worker?.nameEn ?? ''),
    gridId: seen.map((worker) => worker?.gridId ?? 0),
    areaCode: seen.map((worker) => worker?.areaCode ?? ''),
  }
}

/** 1 for each slot whose worker is in the scope (an empty one shows nobody); undefined where all are. */
export function visibleSlots(roster: Roster, scopeCode: string): Uint8Array | undefined {
  const isHidden = (worker: RosterWorker | undefined) => worker !== undefined && !worker.areaCode.startsWith(scopeCode)
  const visible = Uint8Array.from(roster.workers, (worker) => (isHidden(worker) ? 0 : 1))
  return visible.includes(0) ? visible : undefined
}
