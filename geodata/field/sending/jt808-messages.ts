import { writeBcd } from '../../../server/ingest/jt808/binary-coded.ts'
import type { Header } from '../../../server/ingest/jt808/frame.ts'
import { writeGbk } from '../../../server/ingest/jt808/gbk.ts'

/** What a box in a vehicle sends, JT/T 808: bodies of its messages. */

type Version = Header['version']

export interface BoxIdentity {
  maker: string
  model: string
  terminalId: string
  plate: string
}

/** Body of 0x0100: the first thing a box ever says. */
export function registerBody({ maker, model, terminalId, plate }: BoxIdentity, version: Version): Buffer {
  const lengths = version === 2019 ? [11, 30, 30] : [5, 20, 7]
  const fields = [maker, model, terminalId].map((text, i) => filled(writeGbk(text), lengths[i]))
  // province and city 0: the platform's own; the plate is blue
  return Buffer.concat([Buffer.alloc(4), ...fields, Buffer.of(1), writeGbk(plate)])
}

/** Body of 0x0102: the code that the registration brought. */
export function authBody(code: string, version: Version): Buffer {
  if (version === 2013) return writeGbk(code)
  const bytes = writeGbk(code)
  const IMEI_AND_SOFTWARE = 35
  return Buffer.concat([Buffer.of(bytes.length), bytes, Buffer.alloc(IMEI_AND_SOFTWARE)])
}

/** Where a box is at one instant, in WGS-84. */
export interface BoxFix {
  recordedAtMs: number
  lng: number
  lat: number
  speedMps?: number
  headingDeg?: number
  altitudeM?: number
  /** A word of alarms, by bit. */
  alarms?: number
  /** False: the receiver has no fix, and the place is the last one. */
  isFixed?: boolean
  /** Additional items as they go over the wire: id, length, value. */
  items?: Uint8Array
}

/** Body of 0x0200. */
export function locationBody(fix: BoxFix): Buffer {
  const { lng, lat, speedMps = 0, headingDeg = 0, altitudeM = 0, alarms = 0, isFixed = true, items } = fix
  const ENGINE_ON = 1
  const FIXED = 1 << 1
  const SOUTH = 1 << 2
  const WEST = 1 << 3
  const body = Buffer.alloc(28)
  body.writeUInt32BE(alarms >>> 0, 0)
  body.writeUInt32BE(ENGINE_ON | (isFixed ? FIXED : 0) | (lat < 0 ? SOUTH : 0) | (lng < 0 ? WEST : 0), 4)
  body.writeUInt32BE(Math.round(Math.abs(lat) * 1e6), 8)
  body.writeUInt32BE(Math.round(Math.abs(lng) * 1e6), 12)
  body.writeUInt16BE(Math.round(altitudeM), 16)
  body.writeUInt16BE(Math.round(speedMps * 36), 18)
  body.writeUInt16BE(Math.round(headingDeg) % 360, 20)
  writeBcd(body, 22, 6, boxTime(fix.recordedAtMs))
  return items === undefined ? body : Buffer.concat([body, items])
}

/** Body of 0x0704: several at once, as they came or ('blind') stored while there was no network. */
export function batchBody(fixes: readonly BoxFix[], kind: 'normal' | 'blind'): Buffer {
  const head = Buffer.of(fixes.length >> 8, fixes.length & 255, kind === 'blind' ? 1 : 0)
  return Buffer.concat([head, ...fixes.flatMap((fix) => {
    const body = locationBody(fix)
    return [Buffer.of(body.length >> 8, body.length & 255), body]
  })])
}

/** YYMMDDhhmmss on the clock of Beijing. */
function boxTime(atMs: number): string {
  return new Date(atMs + 8 * 3_600_000).toISOString().replaceAll(/\D/g, '').slice(2, 14)
}

function filled(bytes: Buffer, length: number): Buffer {
  const field = Buffer.alloc(length)
  bytes.copy(field)
  return field
}
