import { mulberry32 } from '../../geodata/city/random.ts'
import { decodePositionFrame, encodePositionFrame, motionOfHeading } from '../../server/contract/position-frame.ts'

export const name = 'frame'

const WORKERS = 18_794
const MOVING_SHARE = 0.4
const ROUNDS = 200
const WARM_UP_ROUNDS = 100

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}

/** The median milliseconds of `work`, after a warm-up. What it makes is kept, so that it is made. */
function medianMs(work: () => unknown): number {
  const kept: unknown[] = [undefined]
  const times: number[] = []
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
    const start = performance.now()
    kept[0] = work()
    const ms = performance.now() - start
    if (round >= 0) times.push(ms)
  }
  if (kept[0] === undefined) throw new Error('The work made nothing.')
  return Number(median(times).toFixed(3))
}

/** One tick of a city of 18,794 workers of whom 40% have moved, as a frame and as the JSON of the same records. */
export async function run(): Promise<Record<string, number>> {
  const random = mulberry32(2026)
  const header = { tick: 1001, baseTick: 1000, serverTimeMs: 1_772_352_000_000, west: 116, south: 39.6, spanDeg: 1 }
  const columns = {
    lng: Float64Array.from({ length: WORKERS }, () => 116.2 + random() * 0.6),
    lat: Float64Array.from({ length: WORKERS }, () => 39.8 + random() * 0.6),
    motion: Uint8Array.from({ length: WORKERS }, () => motionOfHeading(random() * 360)),
  }
  const slots = Uint16Array.from({ length: WORKERS }, (_, slot) => slot).filter(() => random() < MOVING_SHARE)
  const count = slots.length
  const records = Array.from(slots, (slot) => ({
    slot, lng: columns.lng[slot], lat: columns.lat[slot], motion: columns.motion[slot],
  }))

  const bytes = encodePositionFrame(header, slots, count, columns)
  const json = JSON.stringify({ ...header, records })
  if (decodePositionFrame(bytes).count !== count) throw new Error('The frame does not hold what was put in.')
  return {
    encode_ms: medianMs(() => encodePositionFrame(header, slots, count, columns)),
    decode_ms: medianMs(() => decodePositionFrame(bytes)),
    bytes: bytes.byteLength,
    json_bytes: Buffer.byteLength(json),
    json_encode_ms: medianMs(() => JSON.stringify({ ...header, records })),
    json_decode_ms: medianMs(() => JSON.parse(json)),
  }
}
