import type { Datum } from '../../contract/api/cases.ts'
import type { PositionRow } from '../../contract/api/ingest.ts'
import { toWgs84 } from '../../org/datum.ts'
import { plausible } from '../plausible.ts'
import type { Reading } from '../position.ts'

/** Reads one row of a JSON batch that has passed its schema; its place is in `datum`. */
export function readBatchRow(row: PositionRow, datum: Datum): Reading {
  const [lng, lat] = toWgs84(row.lng, row.lat, datum)
  const { accuracyM, speedMps, headingDeg, altitudeM, batteryPercent } = row
  const lesser = plausible({ accuracyM, speedMps, headingDeg, altitudeM, batteryPercent })
  return { recordedAtMs: Date.parse(row.recordedAt), lng, lat, sos: false, ...lesser }
}
