import type { Reading } from './position.ts'

const scratch = new DataView(new ArrayBuffer(8))
const FNV_START = 0x811c9dc5
const FNV_PRIME = 0x01000193

/**
 * The number that tells fixes of one worker and instant apart, signed 32 bits: of the sender's own number where there is
 * one, else of what the fix says, so that one sent again has the same; and of the device, since a worker may carry two
 * that count alike. The reading is to be as the device sent it, in its own datum.
 */
export function sequenceOf(reading: Reading, deviceKey: string): number {
  let hash = FNV_START
  for (let i = 0; i < deviceKey.length; i++) hash = Math.imul(hash ^ deviceKey.charCodeAt(i), FNV_PRIME)
  if (reading.sequence !== undefined) return mixed(hash, reading.sequence)
  const { lng, lat, accuracyM, speedMps, headingDeg, altitudeM } = reading
  for (const value of [lng, lat, accuracyM, speedMps, headingDeg, altitudeM]) hash = mixed(hash, value ?? Number.NaN)
  return hash
}

function mixed(hash: number, value: number): number {
  scratch.setFloat64(0, value)
  const high = Math.imul(hash ^ scratch.getInt32(0), FNV_PRIME)
  const low = Math.imul(high ^ (high >>> 15) ^ scratch.getInt32(4), FNV_PRIME)
  return low ^ (low >>> 13)
}
