import { type CaseSummary, isFinished } from '../../../server/contract/api/cases.ts'

/** 三色限时: green while there is time, yellow in the last quarter of the limit, red when it has passed. */
export type LimitColour = 'green' | 'yellow' | 'red'

/** The share of the limit that is left when green turns to yellow. */
export const YELLOW_BELOW = 0.25

export interface TimeLimit {
  colour: LimitColour
  /** Milliseconds left; negative when overdue. Of a finished case: what was left when it was closed. */
  remainingMs: number
  /** What is left of the limit, from 0 to 1. */
  share: number
  /** True where the clock no longer runs. */
  finished: boolean
}

/** The time limit of a case at `nowMs`; of a case that has ended, at its end. */
export function timeLimitOf(
  record: Pick<CaseSummary, 'status' | 'reportedAt' | 'dueAt' | 'closedAt' | 'updatedAt'>,
  nowMs: number,
): TimeLimit {
  const finished = isFinished(record.status)
  const at = finished ? Date.parse(record.closedAt ?? record.updatedAt) : nowMs
  const due = Date.parse(record.dueAt)
  const whole = due - Date.parse(record.reportedAt)
  const remainingMs = due - at
  const share = whole > 0 ? Math.min(1, Math.max(0, remainingMs / whole)) : 0
  const colour = remainingMs < 0 ? 'red' : share < YELLOW_BELOW ? 'yellow' : 'green'
  return { colour, remainingMs, share, finished }
}

/** True where an open case is past its limit. */
export function isOverdue(record: Pick<CaseSummary, 'status' | 'dueAt'>, nowMs: number): boolean {
  return !isFinished(record.status) && Date.parse(record.dueAt) < nowMs
}
