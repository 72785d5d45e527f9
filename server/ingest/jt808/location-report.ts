import { malformed } from '../malformed.ts'
import { plausible } from '../plausible.ts'
import type { Report, TrackerSignal } from '../position.ts'
import { IS_ENCRYPTED, IS_FIXED, type Location } from './location.ts'

/** What a location says for the intake. Without a fix it is a sign of life: the place is then the last one known. */
export function reportOf(location: Location, sos: boolean, signals: readonly TrackerSignal[]): Report {
  const { recordedAtMs, status, lng, lat } = location
  const told = signals.length > 0 ? { signals } : {}
  if ((status & IS_FIXED) === 0) return { type: 'heartbeat', atMs: recordedAtMs, sos, ...told }
  if ((status & IS_ENCRYPTED) !== 0) {
    return malformed('status', `0x${status.toString(16)}`, 'bit 5 clear: encrypted coordinates cannot be read')
  }
  const { speedMps, headingDeg, altitudeM } = location
  const lesser = plausible({ speedMps, headingDeg, altitudeM, accuracyM: undefined, batteryPercent: undefined })
  return { type: 'fix', reading: { recordedAtMs, lng, lat, sos, ...lesser }, ...told }
}
