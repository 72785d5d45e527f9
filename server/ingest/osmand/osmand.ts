import type { CityTime } from '../../org/city-time.ts'
import type { SpeedUnit } from '../intake.ts'
import { malformed } from '../malformed.ts'
import { numberOf, plausible } from '../plausible.ts'
import type { Report } from '../position.ts'
import type { OsmandFields } from './osmand-fields.ts'
import { toMps } from './speed-unit.ts'

/** Larger timestamps are milliseconds, as Traccar decides it. */
const LARGEST_SECONDS = 2 ** 31 - 1

/** Unix milliseconds of a timestamp as phones send it: seconds, milliseconds, ISO 8601, or `yyyy-MM-dd HH:mm:ss` on the
 * city's clock. NaN where it is none of these. */
export function parseTimestamp(text: string, cityTime: CityTime): number {
  if (/^\d{1,15}(\.\d+)?$/.test(text)) {
    const number = Number(text)
    return Math.round(number < LARGEST_SECONDS ? number * 1000 : number)
  }
  if (text.includes('T')) return Date.parse(text)
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)) return Number.NaN
  const localMs = Date.parse(`${text.replace(' ', 'T')}Z`)
  return Number.isNaN(localMs) ? localMs : cityTime.toUtc(localMs)
}

/** Decodes the OsmAnd protocol, query or form, as Traccar Client sends it in all its generations (its speed is in
 * knots; other apps may differ). A request without a place is a heartbeat: the client sends those while standing, with
 * its token, and when it knows nothing but the cells and access points around it. */
export function decodeOsmand(
  fields: OsmandFields, nowMs: number, cityTime: CityTime, speedUnit: SpeedUnit = 'knots',
): Report {
  const { timestamp, location, valid } = fields
  const recordedAtMs = timestamp === '' ? nowMs : parseTimestamp(timestamp, cityTime)
  if (Number.isNaN(recordedAtMs)) {
    return malformed('timestamp', timestamp, 'Unix seconds or milliseconds, ISO 8601 or yyyy-MM-dd HH:mm:ss')
  }
  const sos = isCallForHelp(fields.alarm)
  const comma = location.indexOf(',')
  const latText = fields.lat || (comma === -1 ? location : location.slice(0, comma))
  const lonText = fields.lon || (comma === -1 ? '' : location.slice(comma + 1))
  if (latText === '' && lonText === '') return { type: 'heartbeat', atMs: recordedAtMs, sos }

  const lat = numberOf(latText)
  const lng = numberOf(lonText)
  if (!Number.isFinite(lat)) return malformed('lat', latText || undefined, 'degrees')
  if (!Number.isFinite(lng)) return malformed('lon', lonText || undefined, 'degrees')
  if (valid !== '' && valid !== 'true' && valid !== '1') {
    return { type: 'malformed', reason: `not-valid: the device says valid=${valid}` }
  }
  return {
    type: 'fix',
    reading: {
      recordedAtMs,
      lng,
      lat,
      sos,
      ...plausible({
        accuracyM: fields.accuracy,
        speedMps: toMps(fields.speed, speedUnit),
        headingDeg: fields.bearing,
        altitudeM: fields.altitude,
        batteryPercent: fields.batt,
      }),
    },
  }
}

/** Whether the alarm of a record is a call for help. */
export function isCallForHelp(alarm: unknown): boolean {
  return typeof alarm === 'string' && alarm.toLowerCase() === 'sos'
}

/** As `decodeOsmand`; where the record is malformed but calls for help, a second report does just that. */
export function osmandReports(
  fields: OsmandFields, nowMs: number, cityTime: CityTime, speedUnit: SpeedUnit = 'knots',
): Report[] {
  const report = decodeOsmand(fields, nowMs, cityTime, speedUnit)
  const calls = report.type === 'malformed' && isCallForHelp(fields.alarm)
  return calls ? [report, { type: 'heartbeat', atMs: nowMs, sos: true }] : [report]
}
