import type { Datum } from '../contract/api/cases.ts'
import type { WriteFailure } from '../db/write-failure.ts'
import type { CommittedPosition } from './place-position.ts'
import type { Protocol, QuarantinedRecord, Report } from './position.ts'

/** A device that sends positions, with its habits. */
export interface Tracker {
  key: string
  workerId: number
  /** The area of its worker, by which scopes are checked. */
  areaCode: string
  kind: 'phone' | 'box'
  datum: Datum
  speedUnit: SpeedUnit
  /** What a JT/T 808 terminal said of itself when it registered first. */
  terminal: string | null
}

export type SpeedUnit = 'knots' | 'mps' | 'kmh' | 'mph'

/** One record as a protocol decoded it. */
export interface IncomingRecord {
  report: Report
  /** What it came as. An object is JSON, whose text is made only where it is needed. */
  raw: string | Uint8Array | object
  /** Of its place; undefined: that of the device. */
  datum?: Datum | undefined
}

/** A record with the device that it is of. */
export interface TrackedRecord extends IncomingRecord {
  tracker: Tracker
}

/** What became of the records of one submission. Heartbeats are in none of them. */
export interface IntakeCounts {
  accepted: number
  quarantined: number
  /** Outside the worker's shift: not kept as positions. */
  offDuty: number
}

/** How an intake is doing: that of positions, and that of readings. */
export interface IntakeState {
  /** Rows that wait for their commit or are being written. */
  rowsWaiting: number
  /** The last write that failed, until one succeeds. */
  failure: WriteFailure | undefined
}

/** The one way in for positions, whatever protocol they came by. */
export interface Intake {
  /** The tracker with this key, where its worker is in the scope. */
  trackerOf(key: string, scopeCode: string): Tracker | undefined
  /** Takes the records of one device, in order. Resolves once all that came of them is committed: positions, records set
   * aside, calls for help. Throws ReplyError 503 where that cannot be done now: nothing may then be taken for stored. */
  submit(
    tracker: Tracker, protocol: Protocol, records: readonly IncomingRecord[], receivedAtMs: number,
  ): Promise<IntakeCounts>
  /** As `submit`, for records of several devices, those of each in order: all of it is kept or nothing. */
  submitAll(records: readonly TrackedRecord[], protocol: Protocol, receivedAtMs: number): Promise<IntakeCounts>
  /** Keeps something that no record could be made of. Resolves when that is durable; who sends too much rubbish gets it
   * counted instead of kept. */
  setAside(record: QuarantinedRecord): Promise<void>
  /** Calls `listener` after each commit, with its positions in the order of time; returns what ends that. */
  onCommitted(listener: (positions: readonly CommittedPosition[], nowMs: number) => void): () => void
  state(): IntakeState
}

declare module 'fastify' {
  interface FastifyInstance {
    intake: Intake
  }
}
