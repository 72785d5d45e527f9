import type { FlowTemplate } from '../contract/api/case-steps.ts'
import type { CaseSummary } from '../contract/api/cases.ts'
import type { Queryable } from '../db/database.ts'
import type { Annotation } from './annotate-case.ts'
import type { CaseChanged, CaseFollower } from './case-draft.ts'
import type { OrderFinished, OrderOutcome } from './finish-order.ts'
import type { NewCase } from './new-case.ts'
import type { StepRequest } from './take-step.ts'

/** The one way in which cases come and change: `app.cases`. What is done without `Within` is told on the feed. */
export interface CaseBook {
  /** The templates in force, by code. */
  templates(): ReadonlyMap<string, FlowTemplate>
  /** Reads them again, after one has changed. */
  reloadTemplates(): Promise<void>
  /** Keeps a new case; null where its channel has sent its external number before. */
  report(newCase: NewCase): Promise<CaseSummary | null>
  /** Keeps many in one transaction, all or none of them; an answer each, in their order. */
  reportAll(newCases: readonly NewCase[]): Promise<(CaseSummary | null)[]>
  /** The same in a transaction of the caller, who tells the feed of it. */
  reportWithin(transaction: Queryable, newCase: NewCase): Promise<CaseChanged | null>
  /** Takes a step, or finds by its key that it was taken: then there is no event. Throws as `takeStep` does. */
  take(request: StepRequest): Promise<CaseChanged>
  /** The same in a transaction of the caller, who tells the feed of it: of all that `allOf` the change names. */
  takeWithin(transaction: Queryable, request: StepRequest): Promise<CaseChanged>
  /** Writes an event into the log of a case that is no step of anybody: the server's own, or a message. */
  annotate(request: Annotation): Promise<CaseChanged>
  annotateWithin(transaction: Queryable, request: Annotation): Promise<CaseChanged>
  /** Marks an order as done. Throws as `finishOrder` does. */
  finish(order: OrderFinished): Promise<OrderOutcome>
  /** From now on it takes part in every change; the order of registration is the order of asking. */
  follow(follower: CaseFollower): void
}
