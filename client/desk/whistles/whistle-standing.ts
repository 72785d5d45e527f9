import type { WhistleCall, WhistleRecord } from '../../../server/contract/api/field-work.ts'

/** Where one who was called stands: there in time or late; expected; late and not there; not there when it was ended. */
export type CallStanding = 'there' | 'late' | 'waiting' | 'overdue' | 'released'

type Times = Pick<WhistleRecord, 'dueAt' | 'endedAt'>

/** The standing of a call of a whistle at `nowMs`. */
export function standingOf({ checkedInAt }: Pick<WhistleCall, 'checkedInAt'>, { dueAt, endedAt }: Times, nowMs: number): CallStanding {
  const dueAtMs = Date.parse(dueAt)
  if (checkedInAt !== null) return Date.parse(checkedInAt) <= dueAtMs ? 'there' : 'late'
  if (endedAt !== null) return 'released'
  return nowMs >= dueAtMs ? 'overdue' : 'waiting'
}

/** How many of those whom a whistle calls are there, and how many ought to be and are not. */
export function countCalls(whistle: WhistleRecord, nowMs: number): { there: number; overdue: number; total: number } {
  const standings = whistle.calls.map((call) => standingOf(call, whistle, nowMs))
  return {
    there: standings.filter((one) => one === 'there' || one === 'late').length,
    overdue: standings.filter((one) => one === 'overdue').length,
    total: standings.length,
  }
}

/** Whistles in the order in which they need somebody: those with somebody overdue, then by when they are due. */
export function inOrderOfNeed(whistles: readonly WhistleRecord[], nowMs: number): WhistleRecord[] {
  const isOverdue = new Map(whistles.map((one) => [one.id, countCalls(one, nowMs).overdue > 0]))
  return whistles.toSorted((a, b) =>
    Number(isOverdue.get(b.id)) - Number(isOverdue.get(a.id)) || Date.parse(a.dueAt) - Date.parse(b.dueAt) || a.id - b.id)
}
