/**
 * Position frame, version 1: where the workers are that changed since a tick the client has acknowledged.
 * Little-endian. A record is absolute, so a frame needs no history and a lost one costs nothing.
 *
 *   offset  size  field
 *        0  u8    magic 0x47 'G'
 *        1  u8    version 1
 *        2  u16   reserved, 0
 *        4  u32   tick           the server's tick at which this was cut
 *        8  u32   baseTick       the tick the client had acknowledged; 0 = the frame is complete
 *       12  u32   count          records that follow
 *       16  f64   serverTimeMs   Unix time of the tick
 *       24  f64   west           degrees; corner of the box that u24 coordinates count from
 *       32  f64   south          degrees
 *       40  f64   spanDeg        side of the box in degrees; one step is spanDeg / 2^24 (6 mm for 1°)
 *       48  9 B   record         u16 slot · u24 lng step · u24 lat step · u8 motion
 *
 * motion: 0–239 heading in steps of 1.5° clockwise from north; 240 standing; 241 silent (no fix for a while);
 * 242 SOS; 243 idle (stands at one place for long); 244 outside (settled in another grid than the worker's own);
 * 255 gone (off duty, or out of the client's interest: forget the slot).
 *
 * A client ignores a frame whose tick is not greater than that of the last one on this connection. Before it applies a
 * frame with baseTick 0 it forgets all slots; then it is what the server was at `tick`. Only then it acknowledges.
 */

export const FRAME_MAGIC = 0x47
export const FRAME_VERSION = 1
export const HEADER_BYTES = 48
export const RECORD_BYTES = 9

export const MOTION_STANDING = 240
export const MOTION_SILENT = 241
export const MOTION_SOS = 242
export const MOTION_IDLE = 243
export const MOTION_OUTSIDE = 244
export const MOTION_GONE = 255

const STEPS = 0x1000000

/** The square that coordinates of a frame count from. */
export interface FrameBox {
  west: number
  south: number
  spanDeg: number
}

/** What a frame says of itself, beside its records. */
export interface FrameHeader extends FrameBox {
  tick: number
  baseTick: number
  serverTimeMs: number
}

/** Positions by slot: index i of each array is the worker in slot i. */
export interface SlotColumns {
  lng: Float64Array
  lat: Float64Array
  motion: Uint8Array
}

/** A decoded frame: record i is slot[i] at lng[i], lat[i] with motion[i]. */
export interface DecodedFrame extends FrameHeader, SlotColumns {
  count: number
  slot: Uint16Array
}

/** The motion byte of a heading in degrees clockwise from north. */
export function motionOfHeading(headingDeg: number): number {
  return Math.round((((headingDeg % 360) + 360) % 360) / 1.5) % 240
}

/** The heading of a motion byte in degrees, or undefined where the byte is a state. */
export function headingOfMotion(motion: number): number | undefined {
  return motion < 240 ? motion * 1.5 : undefined
}

/** The step that is nearest to a coordinate; outside the box it is pinned to the border. */
function stepOf(offsetDeg: number, stepsPerDegree: number): number {
  const step = Math.floor(offsetDeg * stepsPerDegree + 0.5)
  return step < 0 ? 0 : step >= STEPS ? STEPS - 1 : step
}

/** Encodes the first `count` of `slots`, looked up in `columns`, as one frame. Records from `goneFrom` on are written
 * as gone whatever the columns say, for slots that left the client's interest. */
export function encodePositionFrame(
  header: FrameHeader,
  slots: Uint16Array,
  count: number,
  columns: SlotColumns,
  goneFrom = count,
): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES + count * RECORD_BYTES)
  const view = new DataView(bytes.buffer)
  view.setUint8(0, FRAME_MAGIC)
  view.setUint8(1, FRAME_VERSION)
  view.setUint32(4, header.tick, true)
  view.setUint32(8, header.baseTick, true)
  view.setUint32(12, count, true)
  view.setFloat64(16, header.serverTimeMs, true)
  view.setFloat64(24, header.west, true)
  view.setFloat64(32, header.south, true)
  view.setFloat64(40, header.spanDeg, true)
  const { west, south, spanDeg } = header
  const stepsPerDegree = STEPS / spanDeg
  const { lng, lat, motion } = columns
  let at = HEADER_BYTES
  for (let i = 0; i < count; i++) {
    const slot = slots[i]
    const x = stepOf(lng[slot] - west, stepsPerDegree)
    const y = stepOf(lat[slot] - south, stepsPerDegree)
    bytes[at] = slot
    bytes[at + 1] = slot >>> 8
    bytes[at + 2] = x
    bytes[at + 3] = x >>> 8
    bytes[at + 4] = x >>> 16
    bytes[at + 5] = y
    bytes[at + 6] = y >>> 8
    bytes[at + 7] = y >>> 16
    bytes[at + 8] = i < goneFrom ? motion[slot] : MOTION_GONE
    at += RECORD_BYTES
  }
  return bytes
}

/** Decodes a frame. Throws where the bytes are none: what was found, what was expected. */
export function decodePositionFrame(bytes: Uint8Array): DecodedFrame {
  if (bytes.byteLength < HEADER_BYTES) {
    throw new Error(`Got a frame of ${bytes.byteLength} bytes, expected at least ${HEADER_BYTES}.`)
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const magic = view.getUint8(0)
  if (magic !== FRAME_MAGIC) throw new Error(`Got magic 0x${magic.toString(16)}, expected 0x47.`)
  const version = view.getUint8(1)
  if (version !== FRAME_VERSION) throw new Error(`Got v${version} frame, expected v${FRAME_VERSION}.`)
  const count = view.getUint32(12, true)
  const expected = HEADER_BYTES + count * RECORD_BYTES
  if (bytes.byteLength !== expected) {
    throw new Error(`Got ${bytes.byteLength} bytes for ${count} records, expected ${expected}.`)
  }
  const west = view.getFloat64(24, true)
  const south = view.getFloat64(32, true)
  const spanDeg = view.getFloat64(40, true)
  const slot = new Uint16Array(count)
  const lng = new Float64Array(count)
  const lat = new Float64Array(count)
  const motion = new Uint8Array(count)
  const degreesPerStep = spanDeg / STEPS
  let at = HEADER_BYTES
  for (let i = 0; i < count; i++) {
    slot[i] = bytes[at] | (bytes[at + 1] << 8)
    lng[i] = west + (bytes[at + 2] | (bytes[at + 3] << 8) | (bytes[at + 4] << 16)) * degreesPerStep
    lat[i] = south + (bytes[at + 5] | (bytes[at + 6] << 8) | (bytes[at + 7] << 16)) * degreesPerStep
    motion[i] = bytes[at + 8]
    at += RECORD_BYTES
  }
  return {
    tick: view.getUint32(4, true),
    baseTick: view.getUint32(8, true),
    serverTimeMs: view.getFloat64(16, true),
    west, south, spanDeg, count, slot, lng, lat, motion,
  }
}
