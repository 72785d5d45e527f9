import { type CaseSummary, phaseOf } from '../../../server/contract/api/cases.ts'

/** For so long an acknowledged case is quiet. It rings again if nobody has sent it out by then. */
export const QUIET_FOR_MS = 600_000
/** For so long a muted desk is quiet. */
export const MUTE_FOR_MS = 60_000

/** When each case was acknowledged at this desk, in epoch milliseconds, by its id. */
export type Acknowledged = Readonly<Record<string, number>>

/** Urgent cases that wait for a person of this desk or of one below it to send them out, the longest waiting first. */
export function urgentWaiting(cases: Iterable<CaseSummary>, scopeCode: string): CaseSummary[] {
  const waiting: CaseSummary[] = []
  for (const record of cases) {
    if (!record.urgent || record.suspendedAt !== null || phaseOf(record.status) !== 'reported') continue
    if (record.deskCode.startsWith(scopeCode)) waiting.push(record)
  }
  // ISO times in UTC sort as they are written
  return waiting.sort((a, b) => (a.reportedAt < b.reportedAt ? -1 : a.reportedAt > b.reportedAt ? 1 : a.id - b.id))
}

/** Those that nobody at this desk has acknowledged lately: the reason to ring. */
export function ringing(waiting: readonly CaseSummary[], acknowledged: Acknowledged, nowMs: number): CaseSummary[] {
  return waiting.filter(({ id }) => nowMs - (acknowledged[id] ?? -Infinity) >= QUIET_FOR_MS)
}

/** The acknowledgements after those of `ids`; those that no longer keep anything quiet are dropped. */
export function acknowledge(before: Acknowledged, ids: readonly number[], nowMs: number): Acknowledged {
  const lately = Object.entries(before).filter(([, atMs]) => nowMs - atMs < QUIET_FOR_MS)
  return { ...Object.fromEntries(lately), ...Object.fromEntries(ids.map((id) => [id, nowMs])) }
}
