import { readBcd } from './binary-coded.ts'
import { type AdditionalItems, readAdditionalItems } from './additional-items.ts'

/** What a terminal says of one instant, in its own datum. Time in Unix milliseconds. */
export interface Location {
  recordedAtMs: number
  /** Bit i is alarm i; see alarm-bits.ts. */
  alarms: number
  status: number
  lng: number
  lat: number
  altitudeM: number
  speedMps: number
  headingDeg: number
  items: AdditionalItems
}

/** Bits of the status. */
export const IS_FIXED = 1 << 1
const IS_SOUTH = 1 << 2
const IS_WEST = 1 << 3
/** The coordinates were moved by a secret plug-in of maps: they are no coordinates. */
export const IS_ENCRYPTED = 1 << 5

/** The smallest body of 0x0200; behind it stand additional items. */
export const LOCATION_LENGTH = 28
/** Terminals have the clock of Beijing, wherever they are. */
const BEIJING_AHEAD_MS = 8 * 3_600_000

/** Reads the body of 0x0200. Answers with why it cannot be read otherwise. */
export function readLocation(body: Buffer): Location | { field: string; value: unknown; expected: string } {
  if (body.length < LOCATION_LENGTH) {
    return { field: '0x0200 length', value: body.length, expected: `at least ${LOCATION_LENGTH} bytes` }
  }
  const digits = readBcd(body, 22, 6)
  const recordedAtMs = digits === undefined ? Number.NaN : readTime(digits)
  if (Number.isNaN(recordedAtMs)) {
    return { field: 'time', value: body.toString('hex', 22, 28), expected: 'YYMMDDhhmmss of Beijing in 8421 code' }
  }
  const status = body.readUInt32BE(4)
  return {
    recordedAtMs,
    alarms: body.readUInt32BE(0),
    status,
    lng: ((status & IS_WEST) === 0 ? 1 : -1) * (body.readUInt32BE(12) / 1e6),
    lat: ((status & IS_SOUTH) === 0 ? 1 : -1) * (body.readUInt32BE(8) / 1e6),
    altitudeM: body.readUInt16BE(16),
    speedMps: body.readUInt16BE(18) / 36,
    headingDeg: body.readUInt16BE(20),
    items: readAdditionalItems(body, LOCATION_LENGTH),
  }
}

/** The alarms of a body, also of one whose other fields cannot be read; none where it is cut short. */
export function alarmWordOf(body: Buffer): number {
  return body.length < LOCATION_LENGTH ? 0 : body.readUInt32BE(0)
}

/** Unix milliseconds of YYMMDDhhmmss on Beijing's clock; NaN for a day or an hour that there is not. */
function readTime(digits: string): number {
  const [year, month, day, hour, minute, second] = digits.match(/../g)!.map(Number)
  const atMs = Date.UTC(2000 + year, month - 1, day, hour, minute, second)
  // Date.UTC carries the 31st of April over to May
  const is = new Date(atMs)
  const exists = is.getUTCMonth() === month - 1 && is.getUTCDate() === day && is.getUTCHours() === hour
    && is.getUTCMinutes() === minute && is.getUTCSeconds() === second
  return exists ? atMs - BEIJING_AHEAD_MS : Number.NaN
}

/** The locations of 0x0704, each as the body of a 0x0200. What a cut tail leaves unreadable is in `lost`, and
 * what stands behind as many as it counts. */
export function splitBatch(body: Buffer): { bodies: Buffer[]; lost: Buffer | undefined } {
  if (body.length < 3) return { bodies: [], lost: body }
  const bodies: Buffer[] = []
  const count = body.readUInt16BE(0)
  let offset = 3
  for (let i = 0; i < count; i++) {
    const start = offset + 2
    const end = start <= body.length ? start + body.readUInt16BE(offset) : Infinity
    if (end > body.length) return { bodies, lost: body.subarray(offset) }
    // one without a byte costs only itself
    if (end > start) bodies.push(body.subarray(start, end))
    offset = end
  }
  return { bodies, lost: offset < body.length ? body.subarray(offset) : undefined }
}
