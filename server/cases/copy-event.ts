import type { Queryable } from '../db/database.ts'
import type { CaseEvent } from './flow/case-event.ts'
import type { CaseState } from './flow/case-state.ts'

/**
 * The event that says which desks get a copy (抄送), since a step went over their heads: those strictly between the two
 * ends of a transfer, or between a desk that dispatches and the place. Null where none was skipped. The desks are the
 * areas above the place; the province, above all of them, is never between two.
 */
export async function copyEvent(
  transaction: Queryable, { areaCode, deskCode }: Pick<CaseState, 'areaCode' | 'deskCode'>, event: CaseEvent,
): Promise<CaseEvent | null> {
  const ends = endsOf(event, areaCode, deskCode)
  if (ends === null) return null
  const [low, high] = ends.map(({ length }) => length).toSorted((one, other) => one - other)
  const { rows } = await transaction.query<{ code: string }>(
    `select code from areas
      where not retired and $1 like code || '%' and length(code) > $2 and length(code) < $3 order by code`,
    [areaCode, low, high],
  )
  if (rows.length === 0) return null
  const { atMs, actor, round, toStatus } = event
  return {
    kind: 'copy', atMs, actor, round, fromStatus: toStatus, toStatus, note: '',
    detail: { deskCodes: rows.map(({ code }) => code) },
  }
}

/** From which desk to which a step goes, each above the place or its own; null where it goes nowhere. */
function endsOf({ kind, detail }: CaseEvent, areaCode: string, deskCode: string): [string, string] | null {
  if (kind === 'transfer') return [detail.fromDesk!, detail.deskCode!]
  return kind === 'dispatch' && deskCode !== areaCode ? [deskCode, areaCode] : null
}
