import type { Severity } from '../contract/api/alarms.ts'

/** Where a worker was at one instant, in WGS-84, as it will be stored. Times are Unix milliseconds. */
export interface Position {
  workerId: number
  recordedAtMs: number
  receivedAtMs: number
  /** Tells fixes of one worker and instant apart: the sender's own number, or else a checksum. 32 bits, signed. */
  sequence: number
  lng: number
  lat: number
  accuracyM?: number
  speedMps?: number
  headingDeg?: number
  altitudeM?: number
  batteryPercent?: number
  protocol: Protocol
  /** The worker calls for help. */
  sos: boolean
}

export type Protocol = 'osmand' | 'osmand-json' | 'owntracks' | 'jt808' | 'gpx' | 'batch'

/** What a device says of one instant, before anyone has looked whether it can be true; in the device's own datum. */
export type Reading = Omit<Position, 'workerId' | 'receivedAtMs' | 'protocol' | 'sequence'> & { sequence?: number }

/** A record that is kept aside, with why. `record` is its text; bytes that are none are kept as they came. */
export interface QuarantinedRecord {
  receivedAtMs: number
  protocol: string
  deviceKey: string
  reason: string
  record: string | Uint8Array
}

/** Something that a box says of its vehicle beside where it is: a condition that began (`raised`) or ended. */
export interface TrackerSignal {
  /** Such as 'overspeed'. */
  type: string
  message: string
  severity: Severity
  raised: boolean
}

/** One record of a device, decoded. 'heartbeat': it is alive but does not say where. 'malformed': `reason` names the
 * field, the value and what was expected. */
export type Report =
  | { type: 'fix'; reading: Reading; signals?: readonly TrackerSignal[] }
  | { type: 'heartbeat'; atMs: number; sos: boolean; signals?: readonly TrackerSignal[] }
  | { type: 'malformed'; reason: string }
