import type { FastifyInstance } from 'fastify'
import type { CaseChanged } from '../cases/case-draft.ts'
import type { Taker } from '../cases/flow/standing.ts'
import { allOf } from '../cases/write-drafts.ts'
import type { CaseStatus } from '../contract/api/cases.ts'
import type { RedispatchBody } from '../contract/api/lookback.ts'
import { conflict, notFound } from '../errors.ts'
import { appendFeedAll } from '../live/feed/append-feed.ts'

type App = Pick<FastifyInstance, 'database' | 'cases' | 'feed' | 'now'>

const REASON = '回头看：上月回访未解决或不满意，重新交办'

interface EntryRow {
  caseId: number
  month: string
  status: CaseStatus
  unitId: number | null
}

/**
 * Sends a case of a list out again: reopened where it is closed, then to the unit that leads it, all in one
 * transaction. Throws 404 where there is no such entry in the taker's scope, 409 LOOKBACK_STRUCK where it is struck
 * off, and what the steps throw: 409 CASE_STATE where a unit has it already.
 */
export async function redispatch(
  app: App, entryId: number, { unitId, workerId, note = '' }: RedispatchBody, taker: Taker,
): Promise<CaseChanged> {
  const atMs = app.now()
  const changed = await app.database.transaction(async (transaction) => {
    const { rows } = await transaction.query<EntryRow>(
      `select case_id::float8 as "caseId", month, status, coalesce(unit_id, first_unit_id) as "unitId"
         from lookback_entries join cases on cases.id = case_id
        where lookback_entries.id = $1 and area_code like $2 || '%' for update of cases`,
      [entryId, taker.scopeCode],
    )
    if (rows[0] === undefined) throw notFound('entry of a look-back list', entryId)
    const { caseId, month, status } = rows[0]
    const updated = await transaction.query(
      `update lookback_entries set redispatches = redispatches + 1, redispatched_at = $2, redispatched_by = $3
        where id = $1 and struck_at is null`,
      [entryId, new Date(atMs), taker.actor.name],
    )
    if (updated.rowCount === 0) throw conflict('LOOKBACK_STRUCK', `Entry ${entryId} of ${month} is struck off.`)
    const request = { caseId, taker, atMs }
    const changes: CaseChanged[] = []
    if (status === 'closed' || status === 'archived') {
      const input = { note: note.trim() || REASON }
      changes.push(await app.cases.takeWithin(transaction, { ...request, step: 'reopen', input }))
    }
    const to = unitId ?? rows[0].unitId ?? undefined
    const input = { note, ...(to !== undefined && { unitId: to }), ...(workerId !== undefined && { workerId }) }
    changes.push(await app.cases.takeWithin(transaction, { ...request, step: 'dispatch', input }))
    changes.push(await app.cases.annotateWithin(transaction, {
      caseId, taker, atMs, kind: 'lookback', note: note.trim() || `${REASON}（${month}）`, detail: {},
    }))
    await appendFeedAll(transaction, changes.flatMap(allOf).map(({ events, summary }) => ({
      topic: 'case', change: events[0].kind, case: summary,
    })))
    return changes.at(-1)!
  })
  app.feed.committed()
  return changed
}
