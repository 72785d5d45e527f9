/** Where a worker was at one instant, in WGS-84, as it will be stored. Times are Unix milliseconds. */
export interface Position {
  workerId: number
  recordedAtMs: number
  receivedAtMs: number
  lng: number
  lat: number
  accuracyM?: number
  speedMps?: number
  headingDeg?: number
  altitudeM?: number
  batteryPercent?: number
  protocol: Protocol
  /** The worker calls for help. Shown, not stored. */
  sos: boolean
}

export type Protocol = 'osmand' | 'osmand-json' | 'batch'

/** What a device says of one instant, before anyone has looked whether it can be true. */
export type Reading = Omit<Position, 'workerId' | 'receivedAtMs' | 'protocol'>

/** A record that is kept aside, with why. */
export interface QuarantinedRecord {
  receivedAtMs: number
  protocol: Protocol
  deviceKey: string
  reason: string
  record: string
}

/** One record of a device, decoded. 'heartbeat': it is alive but does not say where. 'malformed': `reason` names the
 * field, the value and what was expected. */
export type Report =
  | { type: 'fix'; reading: Reading }
  | { type: 'heartbeat'; atMs: number; sos: boolean }
  | { type: 'malformed'; reason: string }
