import { type CaseSummary, phaseOf, QUIET_FOR_MS } from '../../../server/contract/api/cases.ts'

/** For so long a muted desk is quiet. */
export const MUTE_FOR_MS = 60_000

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

/** Those that no desk has acknowledged lately: the reason to ring. */
export function ringing(waiting: readonly CaseSummary[], nowMs: number): CaseSummary[] {
  return waiting.filter(({ acknowledged }) =>
    acknowledged === null || nowMs - Date.parse(acknowledged.at) >= QUIET_FOR_MS)
}
