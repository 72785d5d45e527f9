import type { CaseSummary, OrderRecord } from '../contract/api/cases.ts'
import type { WorkerRecord } from '../contract/api/workers.ts'
import { type CaseSummaryRow, caseSummaryColumns, toCaseSummary } from '../cases/case-summary.ts'
import type { Queryable } from '../db/database.ts'
import type { GridIndex } from '../grids/grid-index.ts'
import type { LastPosition } from '../ingest/last-positions.ts'

/** Of what a worker found and was sent, this many of the newest are told. */
const NEWEST = 50

type WorkerFacts = Omit<WorkerRecord, 'slot' | 'duty' | 'casesFound' | 'orders'>

interface WorkerRow extends Omit<WorkerFacts, 'last'> {
  recorded_at: Date | null
  lng: number
  lat: number
  speed_mps: number | null
  battery_percent: number | null
  last_grid_id: number | null
  last_version_id: number | null
  uncertain: boolean | null
}

/** A worker of the scope with his grid and where he was last, by the grids of `index`, or undefined. `known` is where he
 * was last as far as is known in memory, which is ahead of the database by some seconds. */
export async function findWorker(
  database: Queryable, index: GridIndex, id: number, scopeCode: string, known?: LastPosition,
): Promise<WorkerFacts | undefined> {
  const { rows } = await database.query<WorkerRow>(
    `select workers.id, number, workers.name, workers.name_en as "nameEn", employment, phone,
            workers.grid_id as "gridId", grids.code as "gridCode", grids.name as "gridName",
            grids.name_en as "gridNameEn", workers.area_code as "areaCode",
            last.recorded_at, last.lng, last.lat, last.speed_mps, last.battery_percent, last.grid_id as last_grid_id,
            last.grid_version_id as last_version_id, last.grid_uncertain as uncertain
       from workers
       join grids on grids.id = workers.grid_id
       left join worker_last_positions as last on last.worker_id = workers.id
      where workers.id = $1 and workers.area_code like $2 || '%'`,
    [id, scopeCode],
  )
  if (rows.length === 0) return undefined
  const {
    recorded_at, lng, lat, speed_mps, battery_percent, last_grid_id, last_version_id, uncertain, ...worker
  } = rows[0]
  const isKnownNewer = known !== undefined && (recorded_at === null || known.recordedAtMs >= recorded_at.getTime())
  if (isKnownNewer) return { ...worker, last: lastOf(index, known) }
  if (recorded_at === null) return { ...worker, last: null }
  // Where he settled by older boundaries says nothing of these.
  const settledId = last_version_id === index.versionId ? last_grid_id : index.layers.community.ownerOf(lng, lat)
  return {
    ...worker,
    last: {
      recordedAt: recorded_at.toISOString(),
      lng,
      lat,
      speedMps: speed_mps,
      batteryPercent: battery_percent,
      settledGrid: gridNamed(index, settledId),
      uncertain,
    },
  }
}

function lastOf(index: GridIndex, known: LastPosition): WorkerFacts['last'] {
  const { recordedAtMs, lng, lat, speedMps, batteryPercent, settled, gridUncertain } = known
  return {
    recordedAt: new Date(recordedAtMs).toISOString(),
    lng,
    lat,
    speedMps: speedMps ?? null,
    batteryPercent: batteryPercent === undefined ? null : Math.round(batteryPercent),
    settledGrid: gridNamed(index, settled.gridId),
    uncertain: gridUncertain,
  }
}

function gridNamed(index: GridIndex, id: number | null): { id: number; name: string; nameEn: string } | null {
  const grid = id === null ? undefined : index.grids.get(id)
  return grid === undefined ? null : { id: grid.gridId, name: grid.name, nameEn: grid.nameEn }
}

/** The newest cases that a worker reported, of those in the scope. */
export async function findCasesFound(
  database: Queryable, workerId: number, scopeCode: string,
): Promise<CaseSummary[]> {
  const { rows } = await database.query<CaseSummaryRow>(
    `select ${caseSummaryColumns} from cases
      where reporter_worker_id = $1 and area_code like $2 || '%'
      order by reported_at desc limit ${NEWEST}`,
    [workerId, scopeCode],
  )
  return rows.map(toCaseSummary)
}

/** The newest orders of a worker with their cases, of those in the scope. */
export async function findWorkerOrders(
  database: Queryable, workerId: number, scopeCode: string,
): Promise<(OrderRecord & { case: CaseSummary })[]> {
  const { rows } = await database.query<
    CaseSummaryRow & {
      order_id: string; role: OrderRecord['role']; order_unit_id: number | null; worker_name: string
      sent_at: Date; sent_by: string; accepted_at: Date | null; revoked_at: Date | null; order_round: number
      done_at: Date | null; done_note: string | null
    }
  >(
    `select ${caseSummaryColumns}, orders.id as order_id, role, orders.unit_id as order_unit_id,
            workers.name as worker_name, sent_at, sent_by, orders.accepted_at, revoked_at,
            orders.round as order_round, done_at, done_note
       from orders
       join cases on cases.id = orders.case_id
       join workers on workers.id = orders.worker_id
      where orders.worker_id = $1 and cases.area_code like $2 || '%'
      order by sent_at desc limit ${NEWEST}`,
    [workerId, scopeCode],
  )
  return rows.map((row) => ({
    id: Number(row.order_id),
    caseId: Number(row.id),
    role: row.role,
    unitId: row.order_unit_id,
    workerId,
    workerName: row.worker_name,
    sentAt: row.sent_at.toISOString(),
    sentBy: row.sent_by,
    round: row.order_round,
    acceptedAt: row.accepted_at?.toISOString() ?? null,
    revokedAt: row.revoked_at?.toISOString() ?? null,
    doneAt: row.done_at?.toISOString() ?? null,
    doneNote: row.done_note,
    case: toCaseSummary(row),
  }))
}
