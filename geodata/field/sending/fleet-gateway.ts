import type { PositionRow } from '../../../server/contract/api/ingest.ts'
import type { Fix } from '../patrol/fix.ts'
import { deliver } from './deliver.ts'
import { jsonRequest, type SenderContext } from './outbox.ts'

const ROWS_PER_BATCH = 500
const BATCHES_AT_ONCE = 4

/** What waits for the server at most, rows under way included; beyond it the gateway takes no more. */
const KEPT_ROWS = 100_000

/** The JSON row of a fix, with as many digits as a phone has. */
export function positionRow(device: string, fix: Fix): PositionRow {
  const row: PositionRow = {
    device,
    lng: round(fix.lng, 1e7),
    lat: round(fix.lat, 1e7),
    recordedAt: new Date(fix.recordedAtMs).toISOString(),
    accuracyM: round(fix.accuracyM, 10),
    speedMps: round(fix.speedMps, 100),
    batteryPercent: Math.round(fix.batteryPercent),
  }
  if (fix.headingDeg !== undefined) row.headingDeg = round(fix.headingDeg, 10)
  return row
}

function round(value: number, scale: number): number {
  return Math.round(value * scale) / scale
}

export interface FleetGateway {
  /** Takes a fix for the next batch. False where too much waits already and it was not taken. */
  record(device: string, fix: Fix): boolean
  /** Sends what has gathered, as far as fewer than four batches are under way. Call it a few times a second. */
  flush(): void
  /** Rows taken and not yet acknowledged. */
  readonly kept: number
  /** Rows that the server has acknowledged. */
  readonly deliveredRows: number
}

/**
 * Another vendor's platform that forwards its fleet of phones in JSON batches. A batch goes out again, as it was, until
 * the server takes it; a batch the server refuses is counted and dropped, as its repetition would be refused.
 */
export function createFleetGateway(context: SenderContext, token: string): FleetGateway {
  let waiting: PositionRow[] = []
  let rowsUnderWay = 0
  let batchesUnderWay = 0
  let deliveredRows = 0

  async function sendBatch(rows: PositionRow[]): Promise<void> {
    batchesUnderWay++
    rowsUnderWay += rows.length
    try {
      const delivery = await deliver(context.client, jsonRequest(token, '/in/positions', { positions: rows }), context)
      if (delivery.type === 'delivered') deliveredRows += rows.length
    } catch (error) {
      if (!context.signal.aborted) context.fail(error)
    } finally {
      batchesUnderWay--
      rowsUnderWay -= rows.length
    }
  }

  return {
    record(device, fix) {
      if (waiting.length + rowsUnderWay >= KEPT_ROWS) return false
      waiting.push(positionRow(device, fix))
      return true
    },
    flush() {
      let sent = 0
      while (sent < waiting.length && batchesUnderWay < BATCHES_AT_ONCE) {
        void sendBatch(waiting.slice(sent, sent + ROWS_PER_BATCH))
        sent += ROWS_PER_BATCH
      }
      if (sent > 0) waiting = waiting.slice(sent)
    },
    get kept() {
      return waiting.length + rowsUnderWay
    },
    get deliveredRows() {
      return deliveredRows
    },
  }
}
