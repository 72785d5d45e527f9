import type { CaseFollower } from '../cases/case-draft.ts'

/** Strikes cases off all lists in the transaction of the call-back that finds them solved and the citizen satisfied. */
export const strikeFollower: CaseFollower = {
  async follow(changes, transaction) {
    const content = changes.filter(({ after, events }) =>
      events.some(({ kind }) => kind === 'revisit') && (after.solved ?? true) && (after.satisfied ?? true))
    if (content.length === 0) return
    await transaction.query(
      'update lookback_entries set struck_at = $2 where case_id = any($1::bigint[]) and struck_at is null',
      [content.map(({ after }) => after.id), new Date(content[0].after.updatedAtMs)],
    )
  },
}
