import type { AlarmSummary, Severity } from '../contract/api/alarms.ts'
import type { CaseRule } from '../contract/api/sensors.ts'
import type { Queryable } from '../db/database.ts'
import type { AlarmNews } from './alarm-news.ts'
import type { SignalContext } from './take-signals.ts'

/** A condition that began or still holds (`raised`), or ended, at a device or a worker. */
export interface AlarmSignal {
  source: { type: 'device' | 'worker'; id: number }
  type: string
  severity: Severity
  message: string
  value: number | null
  unit: string | null
  atMs: number
  raised: boolean
  /** Of a worker; a device stands where it stands. Without it a worker's last position counts. */
  place?: { lng: number; lat: number }
  detail?: Record<string, unknown>
  case?: CaseRule
}

/** The one way in for alarms, whoever gives them. */
export interface AlarmDesk {
  /**
   * Raises, repeats or clears: at most one uncleared alarm for each source and type, however many come at once. All in
   * one transaction with the feed, pushed after the commit. The answer has the alarms that changed.
   */
  signal(signals: readonly AlarmSignal[], actor: string): Promise<AlarmSummary[]>
  /**
   * The same in the caller's transaction, as its last act, as alarms and the feed are locked from here to the commit;
   * call `app.feed.committed()` after that.
   */
  signalWithin(transaction: Queryable, signals: readonly AlarmSignal[], actor: string): Promise<AlarmSummary[]>
  /** Calls `listener` for each alarm that somebody has acknowledged, after the commit, in every process of this city;
   * returns what ends that. */
  onAcknowledged(listener: (alarm: AlarmSummary) => void): () => void
  /** Runs `work` in a transaction of its own, writes the news it has made and pushes them after the commit. `at` is now
   * unless given. */
  change<Result>(
    actor: string,
    work: (transaction: Queryable, news: AlarmNews, context: SignalContext) => Promise<Result>,
    at?: Date,
  ): Promise<Result>
}

declare module 'fastify' {
  interface FastifyInstance {
    alarms: AlarmDesk
  }
}
