import { malformed } from '../malformed.ts'
import { numberOf, plausible } from '../plausible.ts'
import type { Report } from '../position.ts'
import { recordKeyOf } from '../record-key.ts'

type Json = Readonly<Record<string, unknown>>

/** One message of OwnTracks. */
export interface OwntracksMessage {
  /** `<user>/<device>`, or else the two letters that it calls itself; undefined where it does not say. */
  deviceKey: string | undefined
  /** Undefined for what is nothing to a watcher of the field: waypoints, cards, commands, dumps. */
  report: Report | undefined
}

/** Times from here on are milliseconds: what is meant to be seconds would be in the year 5138. */
const LARGEST_SECONDS = 1e11

/**
 * Decodes one JSON message of OwnTracks, by whatever way it came. `hint.topic` is the MQTT topic, or
 * `owntracks/<user>/<device>` as HTTP headers say it; without one the message's own topic counts, then its tid.
 * As tolerant as the Recorder: times and accuracies may be texts, and a location without a time is of now.
 */
export function decodeOwntracks(payload: string, hint: { topic?: string }, nowMs: number): OwntracksMessage {
  let message: unknown
  try {
    message = JSON.parse(payload)
  } catch {
    return { deviceKey: deviceOfTopic(hint.topic), report: malformed('payload', payload, 'JSON of OwnTracks') }
  }
  return decodeOwntracksMessage(message, hint, nowMs)
}

/** The same for a message that has been parsed. */
export function decodeOwntracksMessage(message: unknown, hint: { topic?: string }, nowMs: number): OwntracksMessage {
  if (typeof message !== 'object' || message === null || Array.isArray(message)) {
    return { deviceKey: deviceOfTopic(hint.topic), report: malformed('payload', message, 'an object with _type') }
  }
  const { topic, tid } = message as Json
  const letters = typeof tid === 'string' && tid !== '' ? tid : undefined
  const deviceKey = deviceOfTopic(hint.topic) ?? deviceOfTopic(topic) ?? letters
  return { deviceKey, report: reportOf(message as Json, nowMs) }
}

function deviceOfTopic(topic: unknown): string | undefined {
  const [, user, device] = typeof topic === 'string' ? (/^\/?owntracks\/([^/]+)\/([^/]+)/.exec(topic) ?? []) : []
  return user === undefined ? undefined : `${user}/${device}`
}

function reportOf(message: Json, nowMs: number): Report | undefined {
  const { _type: type } = message
  switch (type) {
    case 'location':
      return placeOf(message, nowMs)
    case 'transition':
      // where a region of the phone's owner was entered or left; which region is nobody's business
      return message.lat === undefined && message.lon === undefined ? aliveAt(message, nowMs) : placeOf(message, nowMs)
    case 'lwt':
      // the broker's word that the connection is gone, with the time at which it began
      return message.tst === undefined ? undefined : aliveAt(message, nowMs)
    case 'encrypted':
      return { type: 'malformed', reason: 'encrypted: _type is "encrypted", expected plain JSON; remove the app’s key' }
    default:
      return typeof type === 'string' ? undefined : malformed('_type', type, '"location" or another type')
  }
}

function placeOf(message: Json, nowMs: number): Report {
  const { _id: id, lat: latitude, lon: longitude, tst, acc, vel, cog, alt, batt } = message
  const recordedAtMs = timeOf(message, nowMs)
  const lat = numberOf(latitude)
  const lng = numberOf(longitude)
  if (!Number.isFinite(lat)) return malformed('lat', latitude, 'degrees')
  if (!Number.isFinite(lng)) return malformed('lon', longitude, 'degrees')
  if (Number.isNaN(recordedAtMs)) return malformed('tst', tst, 'Unix seconds')
  return {
    type: 'fix',
    reading: {
      recordedAtMs,
      lng,
      lat,
      sos: false,
      ...recordKeyOf(id),
      ...plausible({
        accuracyM: acc, speedMps: numberOf(vel) / 3.6, headingDeg: cog, altitudeM: alt, batteryPercent: batt,
      }),
    },
  }
}

function aliveAt(message: Json, nowMs: number): Report {
  const atMs = timeOf(message, nowMs)
  return Number.isNaN(atMs) ? malformed('tst', message.tst, 'Unix seconds') : { type: 'heartbeat', atMs, sos: false }
}

function timeOf({ tst }: Json, nowMs: number): number {
  if (tst === undefined || tst === null) return nowMs
  const time = numberOf(tst)
  return time >= 0 && time < Infinity ? Math.round(time < LARGEST_SECONDS ? time * 1000 : time) : Number.NaN
}
