import type { FastifyInstance } from 'fastify'
import { allOf } from '../cases/write-drafts.ts'
import type { CaseChanged } from '../cases/case-draft.ts'
import type { Taker } from '../cases/flow/standing.ts'
import type { CitizenRatingBody } from '../contract/api/citizen.ts'
import { conflict } from '../errors.ts'
import { appendFeedAll } from '../live/feed/append-feed.ts'
import { type RatingLinkRow, stateOfLink, useLink } from './rating-links.ts'

type App = Pick<FastifyInstance, 'database' | 'cases' | 'feed' | 'now'>

/** Whoever holds the number and the code of a case, or the link that rates it. */
export const CITIZEN: Taker = { actor: { type: 'citizen', id: null, name: '市民' }, role: 'citizen', scopeCode: '' }

/**
 * Keeps what the citizen says of a round, once; where it is not solved or he is not satisfied the case is reopened in
 * the same transaction. Throws 409 RATING_USED, RATING_EXPIRED or RATING_OVER where the link rates nothing any more.
 */
export async function rateCase(app: App, link: RatingLinkRow, body: CitizenRatingBody): Promise<CaseChanged> {
  const { caseId } = link
  const { note = '', ...answers } = body
  const atMs = app.now()
  const changed = await app.database.transaction(async (transaction) => {
    const request = { caseId, taker: CITIZEN, atMs }
    // of two who use the link at once one waits here, and is told that it was used, not how the case stands since
    const { rows: [{ round }] } = await transaction.query<{ round: number }>(
      'select round from cases where id = $1 for update', [caseId],
    )
    if (!(await useLink(transaction, link, atMs))) throw usedUp()
    checkLink(link, round, atMs)
    const visited = await app.cases.takeWithin(transaction, {
      ...request, step: 'revisit', input: { ...answers, note },
    })
    const changes = [visited]
    if (!body.solved || !body.satisfied) {
      const reason = note.trim() || (body.solved ? '市民不满意' : '市民反映未解决')
      changes.push(await app.cases.takeWithin(transaction, { ...request, step: 'reopen', input: { note: reason } }))
    }
    await appendFeedAll(transaction, changes.flatMap(allOf).map(({ events, summary }) => ({
      topic: 'case', change: events[0].kind, case: summary,
    })))
    return changes.at(-1)!
  })
  app.feed.committed()
  return changed
}

function checkLink(link: RatingLinkRow, round: number, nowMs: number): void {
  switch (stateOfLink(link, round, nowMs)) {
    case 'used':
      throw usedUp()
    case 'expired':
      throw conflict('RATING_EXPIRED', `This link was good until ${link.expiresAt.toISOString()}.`)
    case 'over':
      throw conflict('RATING_OVER', `This link rates round ${link.round}; the case is in round ${round} now.`)
  }
}

const usedUp = () => conflict('RATING_USED', 'This round of the case was rated by this link already.')
