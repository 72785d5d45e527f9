import type { Datum } from '../contract/api/cases.ts'
import type { PositionRow } from '../contract/api/ingest.ts'
import { toWgs84 } from '../org/datum.ts'
import type { Reading } from './position.ts'

/** Reads one row of a JSON batch that has passed its schema; its place is in `datum`. */
export function readBatchRow(row: PositionRow, datum: Datum): Reading {
  const [lng, lat] = toWgs84(row.lng, row.lat, datum)
  const { accuracyM, speedMps, headingDeg, altitudeM, batteryPercent } = row
  const recordedAtMs = Date.parse(row.recordedAt)
  return { recordedAtMs, lng, lat, accuracyM, speedMps, headingDeg, altitudeM, batteryPercent, sos: false }
}
