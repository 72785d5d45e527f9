import fastifyPlugin from 'fastify-plugin'
import type { FlowTemplate } from '../contract/api/case-steps.ts'
import type { CaseSummary } from '../contract/api/cases.ts'
import type { Queryable } from '../db/database.ts'
import { writeTogether } from '../db/write-together.ts'
import { appendFeedAll } from '../live/feed/append-feed.ts'
import { annotateCase } from './annotate-case.ts'
import type { CaseBook } from './case-book.ts'
import type { CaseChanged, CaseDraft, CaseFollower } from './case-draft.ts'
import { draftCase } from './draft-case.ts'
import { finishOrder } from './finish-order.ts'
import type { NewCase } from './new-case.ts'
import { takeStep } from './take-step.ts'
import { readTemplates } from './template-repository.ts'
import { allOf, writeNewDrafts } from './write-drafts.ts'

declare module 'fastify' {
  interface FastifyInstance {
    cases: CaseBook
  }
}

/** Decorates `app.cases`, the one way in for cases and their steps. */
export const casesPlugin = fastifyPlugin(
  async (app) => {
    const { database } = app
    const followers: CaseFollower[] = []
    let templates: ReadonlyMap<string, FlowTemplate> = await readTemplates(database)
    const context = () => ({ templates, followers })

    const writeNew = (transaction: Queryable, drafts: readonly CaseDraft[]): Promise<CaseChanged[]> =>
      writeNewDrafts(transaction, drafts, followers)

    /** Runs in a transaction of its own, and tells the feed what came of it. */
    async function inTransaction<Result>(
      work: (transaction: Queryable) => Promise<Result>, changesOf: (result: Result) => readonly CaseChanged[],
    ): Promise<Result> {
      const { result, isNews } = await database.transaction(async (transaction) => {
        const result = await work(transaction)
        const changes = changesOf(result).flatMap(allOf)
        if (changes.length > 0) {
          await appendFeedAll(transaction, changes.map(({ events, summary }) => ({
            topic: 'case', change: events[0].kind, case: summary,
          })))
        }
        return { result, isNews: changes.length > 0 }
      })
      if (isNews) app.feed.committed()
      return result
    }

    async function reportAll(newCases: readonly NewCase[]): Promise<(CaseSummary | null)[]> {
      const drafts = newCases.map((newCase) => draftCase(newCase, templates))
      const changes = await inTransaction((transaction) => writeNew(transaction, drafts), (changes) => changes)
      const summaryOf = new Map(changes.map(({ newCase, summary }) => [newCase, summary]))
      return newCases.map((newCase) => summaryOf.get(newCase) ?? null)
    }

    const book: CaseBook = {
      templates: () => templates,
      async reloadTemplates() {
        templates = await readTemplates(database)
      },
      report: writeTogether({ write: reportAll }),
      reportAll,
      async reportWithin(transaction, newCase) {
        const [changed] = await writeNew(transaction, [draftCase(newCase, templates)])
        return changed ?? null
      },
      take: (request) =>
        inTransaction((transaction) => takeStep(transaction, request, context()), (changed) => [changed]),
      takeWithin: (transaction, request) => takeStep(transaction, request, context()),
      annotate: (request) =>
        inTransaction((transaction) => annotateCase(transaction, request, context()), (changed) => [changed]),
      annotateWithin: (transaction, request) => annotateCase(transaction, request, context()),
      finish: (order) =>
        inTransaction(
          (transaction) => finishOrder(transaction, order, context()),
          ({ changed }) => (changed === null ? [] : [changed]),
        ),
      follow(follower) {
        followers.push(follower)
      },
    }
    app.decorate('cases', book)
  },
  { name: 'cases', dependencies: ['database', 'feed'] },
)
