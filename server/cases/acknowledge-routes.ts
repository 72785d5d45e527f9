import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { type CaseSummary, phaseOf, QUIET_FOR_MS } from '../contract/api/cases.ts'
import { conflict, notAllowed } from '../errors.ts'
import { appendFeedAll } from '../live/feed/append-feed.ts'
import type { CaseState } from './flow/case-state.ts'
import { standingsOf } from './flow/standing.ts'
import { lockCase } from './lock-cases.ts'
import { readSummary } from './repository.ts'
import { takerOf } from './taker-of.ts'

const IdParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) })

/** 知悉: a desk takes note of an urgent case, and it rings at none of the desks for a while. */
export const acknowledgeRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.post(
    '/api/cases/:id/acknowledge', { config: { allow: ['admin', 'duty'] }, schema: { params: IdParams } },
    async ({ params: { id }, identity }): Promise<CaseSummary> => {
      const taker = takerOf(identity)
      const atMs = app.now()
      const { summary, isNews } = await app.database.transaction(async (transaction) => {
        const state = await lockCase(transaction, id, taker, app.cases.templates())
        if (!standingsOf(taker, state).has('desk')) {
          throw notAllowed(`acknowledging case ${id} is for the desk of ${state.deskCode} or one above it`)
        }
        if (!state.urgent) throw conflict('CASE_STATE', `Case ${id} is not urgent: there is nothing to acknowledge.`)
        // of two desks that say so at once the second finds it quiet
        if (!rings(state, atMs)) return { summary: await readSummary(transaction, id), isNews: false }
        const { events, summary } = await app.cases.annotateWithin(
          transaction, { caseId: id, kind: 'acknowledge', note: '', detail: {}, taker, atMs },
        )
        await appendFeedAll(transaction, [{ topic: 'case', change: events[0].kind, case: summary }])
        return { summary, isNews: true }
      })
      if (isNews) app.feed.committed()
      return summary
    },
  )
}

/** Whether an urgent case waits to be sent out, and nobody has taken note of it lately. */
function rings({ status, suspendedAtMs, pending }: CaseState, nowMs: number): boolean {
  if (phaseOf(status) !== 'reported' || suspendedAtMs !== null) return false
  return nowMs - (pending.acknowledged?.atMs ?? -Infinity) >= QUIET_FOR_MS
}
