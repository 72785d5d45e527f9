import { DECISIONS } from './api/grids.ts'
import type { LocatedDictionary } from './api/grids.ts'

/**
 * `POST /api/grids/locate`: who owns each of many points.
 *
 * Asked in bytes (content-type application/octet-stream): for each point two little-endian f64, lng and lat in degrees;
 * with `?accuracy=true` three, the third being the accuracy in metres (0: unknown). `?datum=gcj02` or bd09 says that
 * they are not WGS-84. Answered in bytes to `Accept: application/octet-stream`, else in JSON (LocatedReply in
 * api/grids.ts).
 *
 * Located points, version 1. Little-endian. Columns follow each other without gaps; those of 8 and of 4 bytes come
 * first, so that a reader may lay typed arrays over them.
 *
 *   offset  size  field
 *        0  u8    magic 0x4c 'L'
 *        1  u8    version 1
 *        2  u16   reserved, 0
 *        4  u32   count            points, n
 *        8  u32   exclusiveCount   entries of exclusive, m
 *       12  u32   dictionaryBytes  d
 *       16  u32   versionId        of the boundaries that all answers are by
 *       20  u32   reserved, 0
 *       24  f64×n distanceToEdgeM  metres to the nearest edge of a community grid
 *           u32×n community        id of the community grid; 0 = none (decision fallback)
 *           u32×n street           id of the street grid; 0 = none
 *           u32×n area             where the chain begins, as a place in the dictionary's areas
 *       u32×(n+1) exclusiveStart   point k has the entries from exclusiveStart[k] up to before exclusiveStart[k + 1]
 *           u32×m exclusive        id of an exclusive grid
 *           u8×n  decision         0 inside, 1 edge, 2 nearest, 3 fallback
 *           u8×n  streetDecision   0 inside, 1 edge; without meaning where there is no street grid
 *           u8×n  uncertain        1: the circle of the accuracy crosses an edge of a community grid
 *           u8×m  exclusiveDecision
 *           d     dictionary       UTF-8 JSON {grids, areas}: every grid and area that occurs (LocatedDictionary)
 */
export interface LocatedColumns extends LocatedDictionary {
  versionId: number
  distanceToEdgeM: Float64Array
  community: Uint32Array
  street: Uint32Array
  area: Uint32Array
  exclusiveStart: Uint32Array
  exclusive: Uint32Array
  decision: Uint8Array
  streetDecision: Uint8Array
  uncertain: Uint8Array
  exclusiveDecision: Uint8Array
}

export const LOCATED_MAGIC = 0x4c
export const LOCATED_VERSION = 1
export const LOCATED_HEADER_BYTES = 24

/** The points of one request, at most. */
export const MOST_POINTS = 100_000

/** Points as the bytes that the server reads; `accuracyM` makes it three numbers a point. */
export function encodePoints(
  lng: ArrayLike<number>, lat: ArrayLike<number>, accuracyM?: ArrayLike<number>,
): Uint8Array {
  const stride = accuracyM === undefined ? 16 : 24
  const bytes = new Uint8Array(lng.length * stride)
  const view = new DataView(bytes.buffer)
  for (let k = 0; k < lng.length; k++) {
    view.setFloat64(k * stride, lng[k], true)
    view.setFloat64(k * stride + 8, lat[k], true)
    if (accuracyM !== undefined) view.setFloat64(k * stride + 16, accuracyM[k], true)
  }
  return bytes
}

/** Encodes located points; `dictionary` is the JSON of their grids and areas. */
export function encodeLocatedPoints(columns: LocatedColumns, dictionary: string): Uint8Array {
  const dictionaryBytes = new TextEncoder().encode(dictionary)
  const count = columns.decision.length, exclusiveCount = columns.exclusive.length
  const bytes = new Uint8Array(sizeOf(count, exclusiveCount, dictionaryBytes.length))
  const view = new DataView(bytes.buffer)
  view.setUint8(0, LOCATED_MAGIC)
  view.setUint8(1, LOCATED_VERSION)
  view.setUint32(4, count, true)
  view.setUint32(8, exclusiveCount, true)
  view.setUint32(12, dictionaryBytes.length, true)
  view.setUint32(16, columns.versionId, true)
  let at = LOCATED_HEADER_BYTES
  for (let k = 0; k < count; k++, at += 8) view.setFloat64(at, columns.distanceToEdgeM[k], true)
  const { community, street, area, exclusiveStart, exclusive } = columns
  for (const column of [community, street, area, exclusiveStart, exclusive]) {
    for (let k = 0; k < column.length; k++, at += 4) view.setUint32(at, column[k], true)
  }
  const { decision, streetDecision, uncertain, exclusiveDecision } = columns
  for (const column of [decision, streetDecision, uncertain, exclusiveDecision, dictionaryBytes]) {
    bytes.set(column, at)
    at += column.length
  }
  return bytes
}

/** Decodes located points. Throws where the bytes are none: what was found, what was expected. */
export function decodeLocatedPoints(bytes: Uint8Array): LocatedColumns {
  if (bytes.byteLength < LOCATED_HEADER_BYTES) {
    throw new Error(`Got ${bytes.byteLength} bytes, expected at least ${LOCATED_HEADER_BYTES}.`)
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const magic = view.getUint8(0)
  if (magic !== LOCATED_MAGIC) throw new Error(`Got magic 0x${magic.toString(16)}, expected 0x4c.`)
  const version = view.getUint8(1)
  if (version !== LOCATED_VERSION) throw new Error(`Got located points v${version}, expected v${LOCATED_VERSION}.`)
  const count = view.getUint32(4, true), exclusiveCount = view.getUint32(8, true)
  const dictionaryBytes = view.getUint32(12, true)
  const expected = sizeOf(count, exclusiveCount, dictionaryBytes)
  if (bytes.byteLength !== expected) {
    throw new Error(`Got ${bytes.byteLength} bytes for ${count} points, expected ${expected}.`)
  }
  let at = LOCATED_HEADER_BYTES
  const distanceToEdgeM = new Float64Array(count)
  for (let k = 0; k < count; k++, at += 8) distanceToEdgeM[k] = view.getFloat64(at, true)
  const words = (length: number): Uint32Array => {
    const column = new Uint32Array(length)
    for (let k = 0; k < length; k++, at += 4) column[k] = view.getUint32(at, true)
    return column
  }
  const small = (length: number): Uint8Array => bytes.slice(at, (at += length))
  const columns = {
    versionId: view.getUint32(16, true),
    distanceToEdgeM,
    community: words(count),
    street: words(count),
    area: words(count),
    exclusiveStart: words(count + 1),
    exclusive: words(exclusiveCount),
    decision: small(count),
    streetDecision: small(count),
    uncertain: small(count),
    exclusiveDecision: small(exclusiveCount),
  }
  const wrong = columns.decision.findIndex((decision) => decision >= DECISIONS.length)
  if (wrong >= 0) throw new Error(`Point ${wrong}: got decision ${columns.decision[wrong]}, expected 0 to 3.`)
  return { ...columns, ...(JSON.parse(new TextDecoder().decode(bytes.subarray(at))) as LocatedDictionary) }
}

function sizeOf(count: number, exclusiveCount: number, dictionaryBytes: number): number {
  return LOCATED_HEADER_BYTES + count * (8 + 4 * 4 + 3) + 4 + exclusiveCount * 5 + dictionaryBytes
}
