/**
 * The Socket.IO side of the contract, namespace '/live'. Two lanes that never wait for each other:
 * positions (binary frames, lossy by design, see position-frame.ts) and the feed (cases, alarms and what is commanded,
 * sequenced, reliable).
 */
import type { AlarmSummary } from './api/alarms.ts'
import type { CaseEventKind } from './api/case-steps.ts'
import type { CaseSummary } from './api/cases.ts'
import type { CommandSummary } from './api/command.ts'
import type { ErrorReply } from './api/errors.ts'

export const LIVE_NAMESPACE = '/live'

/** What part of the city a client wants positions of. A wall takes all. */
export type Interest =
  | { type: 'all' }
  | { type: 'box'; west: number; south: number; east: number; north: number }
  | { type: 'none' }

/** One change, whole: applying it twice is harmless. `seq` has no gaps on the server; a client with a scope sees only its
 * own, so `previousSeq` names the event of its scope before this one. More topics may come: ignore an unknown one. */
export type FeedEvent = CityEvent | CommandEvent
/** Of a case or an alarm: something at a place. */
export type CityEvent =
  | { seq: number; at: string; topic: 'case'; change: CaseChange; case: CaseSummary }
  | { seq: number; at: string; topic: 'alarm'; change: AlarmChange; alarm: AlarmSummary }
/** Of the peace/war switch: it is for the area's own screens, for those above it, and for those within it. */
export interface CommandEvent { seq: number; at: string; topic: 'command'; change: CommandChange; command: CommandSummary }
export type CommandChange = 'on' | 'off' | 'roll-call' | 'answer' | 'overdue' | 'broadcast'
export type CaseChange = CaseEventKind
export type AlarmChange =
  | 'raise' | 'repeat' | 'acknowledge' | 'clear' | 'escalate' | 'confirm' | 'refuse' | 'case' | 'comment'

/** Events after `since` in order up to `seq`; or, too many to replay, 'reset': read the lists again, then go on at `seq`. */
export type FeedCatchUp = { type: 'events'; events: FeedEvent[]; seq: number } | { type: 'reset'; seq: number }

/** Once a second, so that silence is noticed and counters are the server's. */
export interface Pulse {
  serverTimeMs: number
  tick: number
  feedSeq: number
  rosterVersion: string
  /** As in CityRecord: where one differs from what the page was made with, boundaries or the city's things are others. */
  gridVersionId: number
  baseRevision: number
  /** Heard lately and on the map. */
  workersOnline: number
  /** By their shifts, heard or not; the four below each count a worker once, by the gravest. */
  workersOnDuty: number
  workersIdle: number
  workersSilent: number
  workersOutside: number
  workersSos: number
  positionsPerSecond: number
  casesToday: number
  casesOpen: number
  casesOverdue: number
  casesClosedToday: number
  alarmsActive: number
}

export interface ServerToClientEvents {
  /** The client applies the frame, then acknowledges its tick; until then no other frame is sent to it. */
  frame: (bytes: Uint8Array | ArrayBuffer, acknowledge: (tick: number) => void) => void
  /** `previousSeq` is the sequence number of the last event this client was sent or caught up to: a mismatch is a gap. */
  feed: (event: FeedEvent, previousSeq: number) => void
  pulse: (pulse: Pulse) => void
  /** The client said something that is none of ClientToServerEvents; it was ignored. A fault of the client. */
  refused: (error: ErrorReply) => void
}

export interface ClientToServerEvents {
  interest: (interest: Interest) => void
  /** Starts the feed of this client after `since` (0 = from now: answers 'reset'). Ask again after a gap. */
  'feed:since': (since: number, reply: (catchUp: FeedCatchUp) => void) => void
}
