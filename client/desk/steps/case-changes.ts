import type { CaseEventKind } from '../../../server/contract/api/case-steps.ts'
import type { CaseEventRecord } from '../../../server/contract/api/cases.ts'

/** What is written down about a case without anything being decided: whoever fills in a form need not know. */
const HARMLESS: ReadonlySet<CaseEventKind> = new Set([
  'note', 'urge', 'colour', 'copy', 'check-in', 'message', 'lookback', 'flag', 'acknowledge',
])

/** The events that made a case newer than `seenVersion`: each raises the version by one. */
export function eventsSince(
  { version, events }: { version: number; events: readonly CaseEventRecord[] }, seenVersion: number,
): CaseEventRecord[] {
  return version <= seenVersion ? [] : events.slice(-(version - seenVersion))
}

/** Whether somebody who decided by an older version ought to look again. */
export function isNews(events: readonly CaseEventRecord[]): boolean {
  return events.some(({ kind }) => !HARMLESS.has(kind))
}
