/** Of what a terminal may add to a location, what we know how to read. */
export interface AdditionalItems {
  mileageKm?: number
  fuelL?: number
  /** Of the tachograph, not of the receiver. */
  recorderSpeedMps?: number
  /** Of the mobile network, as the terminal measures it: 0 to 31 or 0 to 100, by maker. */
  signal?: number
  satellites?: number
}

type Read = (items: AdditionalItems, body: Buffer, offset: number) => void

/** By id, with the length that an item must have to be what its id says. */
const KNOWN = new Map<number, { length: number; read: Read }>([
  [0x01, { length: 4, read: (items, body, at) => void (items.mileageKm = body.readUInt32BE(at) / 10) }],
  [0x02, { length: 2, read: (items, body, at) => void (items.fuelL = body.readUInt16BE(at) / 10) }],
  [0x03, { length: 2, read: (items, body, at) => void (items.recorderSpeedMps = body.readUInt16BE(at) / 36) }],
  [0x30, { length: 1, read: (items, body, at) => void (items.signal = body[at]) }],
  [0x31, { length: 1, read: (items, body, at) => void (items.satellites = body[at]) }],
])

/** Reads items of an id, a length and a value from `offset` on. Unknown ones are skipped, of one that comes twice the
 * last counts, and a tail that was cut off costs only itself. */
export function readAdditionalItems(body: Buffer, offset: number): AdditionalItems {
  const items: AdditionalItems = {}
  while (offset + 2 <= body.length) {
    const known = KNOWN.get(body[offset])
    const length = body[offset + 1]
    const valueAt = offset + 2
    offset = valueAt + length
    if (offset <= body.length && known?.length === length) known.read(items, body, valueAt)
  }
  return items
}
