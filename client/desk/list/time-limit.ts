import { type CaseColour, type CaseSummary, isFinished } from '../../../server/contract/api/cases.ts'

export interface TimeLimit {
  /** 三色限时, as the server has said: its calendar knows which hours count. */
  colour: CaseColour
  /** Milliseconds left; negative when overdue. Of a finished case: what was left when it was closed. */
  remainingMs: number
  /** What is left of the limit, from 0 to 1. */
  share: number
  /** True where the clock no longer runs. */
  finished: boolean
  /** True where the clock is paused: what is left stays as it was. */
  suspended: boolean
}

/** The time limit of a case at `nowMs`; of one that has ended at its end, of a suspended one when it was suspended. */
export function timeLimitOf(
  record: Pick<CaseSummary, 'status' | 'reportedAt' | 'dueAt' | 'closedAt' | 'updatedAt' | 'colour' | 'suspendedAt'>,
  nowMs: number,
): TimeLimit {
  const finished = isFinished(record.status)
  const { colour, suspendedAt } = record
  const suspended = suspendedAt !== null && !finished
  const at = finished
    ? Date.parse(record.closedAt ?? record.updatedAt)
    : suspended ? Date.parse(suspendedAt) : nowMs
  const due = Date.parse(record.dueAt)
  const whole = due - Date.parse(record.reportedAt)
  const remainingMs = due - at
  const share = whole > 0 ? Math.min(1, Math.max(0, remainingMs / whole)) : 0
  return { colour, remainingMs, share, finished, suspended }
}

/** True where an open case whose clock runs is past its limit, as the server has said. */
export function isOverdue(
  { status, colour, suspendedAt }: Pick<CaseSummary, 'status' | 'colour' | 'suspendedAt'>,
): boolean {
  return !isFinished(status) && suspendedAt === null && colour === 'red'
}
