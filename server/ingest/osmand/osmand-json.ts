import { jsonText } from '../../json-text.ts'
import type { CityTime } from '../../org/city-time.ts'
import type { IncomingRecord, SpeedUnit } from '../intake.ts'
import { malformed } from '../malformed.ts'
import { numberOf, plausible } from '../plausible.ts'
import type { Report } from '../position.ts'
import { recordKeyOf } from '../record-key.ts'
import { osmandFieldsOf } from './osmand-fields.ts'
import { isCallForHelp, osmandReports } from './osmand.ts'

type Json = Readonly<Record<string, unknown>>

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Which device a JSON request is of, and by which field it says so. */
export interface OsmandJsonDevice {
  field: 'id' | 'device_id'
  /** Undefined where it does not say. */
  key: string | undefined
}

/**
 * The device of a JSON body that trackers send to an OsmAnd address. Undefined where the body is no such thing: neither
 * an object nor an array of objects.
 */
export function osmandJsonDevice(body: unknown): OsmandJsonDevice | undefined {
  if (Array.isArray(body)) {
    if (!body.every(isObject)) return undefined
    return { field: 'id', key: body.length === 0 ? undefined : deviceOf(body[0]) }
  }
  if (!isObject(body)) return undefined
  if (isFlat(body)) return { field: 'id', key: deviceOf(body) }
  const { device_id: key } = body
  return { field: 'device_id', key: typeof key === 'string' || typeof key === 'number' ? String(key) : undefined }
}

/**
 * Decodes the records of a body that has a device: `{device_id, location: {…} | [{…}, …]}` (Traccar Client 9,
 * Transistorsoft; metres a second) or one or an array of flat records with the field names and the speed unit of the
 * query form. Negative speed, heading and battery mean unknown. A bad record does not spoil the others.
 */
export function decodeOsmandJson(
  body: unknown, nowMs: number, cityTime: CityTime, speedUnit: SpeedUnit = 'knots',
): IncomingRecord[] {
  if (Array.isArray(body) || (isObject(body) && isFlat(body))) {
    const flat = (Array.isArray(body) ? body : [body]) as Json[]
    const first = flat.length === 0 ? undefined : deviceOf(flat[0])
    return flat.flatMap((record) => {
      const device = deviceOf(record)
      const reports = device === first
        ? osmandReports(osmandFieldsOf(record), nowMs, cityTime, speedUnit)
        : [malformed('id', device, `${first} as in the first record`)]
      return reports.map((report) => ({ raw: jsonText(record) ?? '', report }))
    })
  }
  const { location } = body as Json
  return (Array.isArray(location) ? location : [location]).flatMap((location: unknown) => {
    const raw = jsonText(location) ?? ''
    const report = decodeLocation(location)
    // whatever else is wrong with it, a call for help is heard
    const calls = report.type === 'malformed' && isObject(location) && isCallForHelp(location.alarm)
    return calls ? [{ raw, report }, { raw, report: { type: 'heartbeat', atMs: nowMs, sos: true } }] : [{ raw, report }]
  })
}

/** Whether this is one record with the fields of the query form. */
function isFlat(body: Json): boolean {
  return body.device_id === undefined && (body.id ?? body.deviceid) !== undefined && !isObject(body.location) &&
    !Array.isArray(body.location)
}

function deviceOf(record: Json): string | undefined {
  return osmandFieldsOf(record).id || undefined
}

function decodeLocation(location: unknown): Report {
  if (!isObject(location)) return malformed('location', location, 'an object with timestamp and coords')
  const { timestamp, coords, battery, alarm, uuid } = location
  const recordedAtMs = typeof timestamp === 'string' ? Date.parse(timestamp) : Number.NaN
  if (Number.isNaN(recordedAtMs)) return malformed('location.timestamp', timestamp, 'an ISO 8601 time')
  const sos = isCallForHelp(alarm)
  if (coords === undefined || coords === null) return { type: 'heartbeat', atMs: recordedAtMs, sos }
  if (!isObject(coords)) return malformed('location.coords', coords, 'an object with latitude and longitude')
  const { latitude, longitude, accuracy, speed, heading, altitude } = coords
  if (!isNumber(latitude)) return malformed('location.coords.latitude', latitude, 'degrees')
  if (!isNumber(longitude)) return malformed('location.coords.longitude', longitude, 'degrees')
  const level = isObject(battery) ? battery.level : undefined
  return {
    type: 'fix',
    reading: {
      recordedAtMs,
      lng: longitude,
      lat: latitude,
      sos,
      ...recordKeyOf(uuid),
      ...plausible({
        accuracyM: accuracy,
        speedMps: speed,
        headingDeg: heading,
        altitudeM: altitude,
        batteryPercent: numberOf(level) * 100,
      }),
    },
  }
}
