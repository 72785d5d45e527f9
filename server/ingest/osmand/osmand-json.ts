import type { CityTime } from '../../org/city-time.ts'
import { decodeOsmand, malformed, type OsmandFields, osmandDevice } from './osmand.ts'
import { numberOf, plausible } from '../plausible.ts'
import type { Report } from '../position.ts'

type Json = Readonly<Record<string, unknown>>

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The records of one JSON request, with the device they are of: undefined where it does not say. */
export interface OsmandJson {
  deviceKey: string | undefined
  records: { raw: unknown; report: Report }[]
}

/**
 * Decodes the JSON that trackers send to an OsmAnd address: `{device_id, location: {…} | [{…}, …]}` (Traccar Client 9,
 * Transistorsoft) or an array of flat records with the field names of the query form. Negative speed, heading and
 * battery mean unknown. Undefined where the body is neither.
 */
export function decodeOsmandJson(body: unknown, nowMs: number, cityTime: CityTime): OsmandJson | undefined {
  if (Array.isArray(body) && body.every(isObject)) {
    const flat = body.map(toFields)
    return {
      deviceKey: flat.length === 0 ? undefined : osmandDevice(flat[0]),
      records: flat.map((fields, i) => ({
        raw: body[i],
        report: osmandDevice(fields) === osmandDevice(flat[0])
          ? decodeOsmand(fields, nowMs, cityTime)
          : malformed('id', osmandDevice(fields), `${osmandDevice(flat[0])} as in the first record`),
      })),
    }
  }
  if (!isObject(body)) return undefined
  const { device_id: deviceKey, location } = body
  const locations = Array.isArray(location) ? location : [location]
  return {
    deviceKey: typeof deviceKey === 'string' || typeof deviceKey === 'number' ? String(deviceKey) : undefined,
    records: locations.map((raw) => ({ raw, report: decodeLocation(raw) })),
  }
}

function toFields(record: Json): OsmandFields {
  return Object.fromEntries(
    Object.entries(record)
      .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
      .map(([name, value]) => [name, String(value)]),
  )
}

function decodeLocation(location: unknown): Report {
  if (!isObject(location)) return malformed('location', location, 'an object with timestamp and coords')
  const { timestamp, coords, battery, alarm } = location
  const recordedAtMs = typeof timestamp === 'string' ? Date.parse(timestamp) : Number.NaN
  if (Number.isNaN(recordedAtMs)) return malformed('location.timestamp', timestamp, 'an ISO 8601 time')
  const sos = alarm === 'sos'
  if (coords === undefined || coords === null) return { type: 'heartbeat', atMs: recordedAtMs, sos }
  if (!isObject(coords)) return malformed('location.coords', coords, 'an object with latitude and longitude')
  const { latitude, longitude, accuracy, speed, heading, altitude } = coords
  if (typeof latitude !== 'number') return malformed('location.coords.latitude', latitude, 'degrees')
  if (typeof longitude !== 'number') return malformed('location.coords.longitude', longitude, 'degrees')
  const level = isObject(battery) ? battery.level : undefined
  return {
    type: 'fix',
    reading: {
      recordedAtMs,
      lng: longitude,
      lat: latitude,
      sos,
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
