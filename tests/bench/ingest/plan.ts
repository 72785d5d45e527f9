/** What the load process is told, and what it answers, over the channel between the two processes. */

/** A device of the load: who it is and where it stands. */
export interface LoadDevice {
  key: string
  lng: number
  lat: number
}

/** One phase of load on a server that is up. */
export interface LoadPhase {
  /** 'batch': JSON of `rowsPerBatch` positions each; 'single': one OsmAnd request for one position. */
  kind: 'batch' | 'single'
  host: string
  port: number
  /** The path to ask, with its token where it has one. */
  path: string
  token: string
  connections: number
  rowsPerBatch: number
  devices: LoadDevice[]
  warmUpMs: number
  measureMs: number
  /** The first fix is of this time; each later one of a device is `stepMs` after the one before. */
  startMs: number
  stepMs: number
  /** Watches the wall meanwhile: the address and the cookie of one. */
  wall: { url: string; cookie: string } | null
}

/** What came of it: `acknowledged` counts all positions of the phase, `perSecond` those within the time measured. */
export interface LoadResult {
  acknowledged: number
  refused: number
  perSecond: number
  p50Ms: number
  p99Ms: number
  /** Positions that the wall was shown while it was measured. */
  shown: number
  /** Processor time of the load process itself, as a share of one processor. */
  loadShare: number
  /** The latest time of a fix. */
  endMs: number
}
