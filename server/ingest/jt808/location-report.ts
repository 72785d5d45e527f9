import { malformed } from '../malformed.ts'
import { plausible } from '../plausible.ts'
import type { Report, TrackerSignal } from '../position.ts'
import { IS_ENCRYPTED, IS_FIXED, type Location } from './location.ts'

/** What a location says for the intake. Without a fix it is a sign of life: the place is then the last one known. So it is
 * beside its malformed self where its place cannot be read: calls for help and alarms are heard in any case. */
export function reportsOf(location: Location, sos: boolean, signals: readonly TrackerSignal[]): Report[] {
  const { recordedAtMs, status, lng, lat } = location
  const told = signals.length > 0 ? { signals } : {}
  const alive: Report = { type: 'heartbeat', atMs: recordedAtMs, sos, ...told }
  if ((status & IS_FIXED) === 0) return [alive]
  if ((status & IS_ENCRYPTED) !== 0) {
    const expected = 'bit 5 clear: encrypted coordinates cannot be read'
    return [malformed('status', `0x${status.toString(16)}`, expected), alive]
  }
  const { speedMps, headingDeg, altitudeM } = location
  const lesser = plausible({ speedMps, headingDeg, altitudeM, accuracyM: undefined, batteryPercent: undefined })
  return [{ type: 'fix', reading: { recordedAtMs, lng, lat, sos, ...lesser }, ...told }]
}
