import type { FlowTemplate } from '../../contract/api/case-steps.ts'
import type { CaseColour, CaseMode, CaseStatus, Provenance } from '../../contract/api/cases.ts'

/** What was asked or said about a case while it waits. */
export interface Pending {
  /** So many approvals it has; two grant it. The second is another person's than the first: that account's id. */
  extension?: { hours: number; approvals: number; note: string; approvedBy?: number }
  appeal?: { note: string }
  /** The worker who is to look before it is registered. */
  verifyWorkerId?: number
  /** The assisting units that have not said that they are done. */
  assists?: number[]
  /** The units that are being consulted. */
  consultation?: { unitIds: number[] }
  /** It is urgent, and this desk has taken note of it. */
  acknowledged?: { atMs: number; by: string }
}

/** All of a case that steps are decided by, and that its events change. Times are epoch milliseconds. */
export interface CaseState {
  readonly id: number
  readonly template: FlowTemplate
  readonly areaCode: string
  readonly categoryCode: string
  readonly urgent: boolean
  readonly reportedAtMs: number
  readonly splitFrom: number | null
  version: number
  round: number
  status: CaseStatus
  deskCode: string
  unitId: number | null
  assistUnitIds: readonly number[]
  firstUnitId: number | null
  watcherWorkerId: number | null
  provenance: Provenance
  colour: CaseColour
  mode: CaseMode
  excluded: boolean
  dueAtMs: number
  updatedAtMs: number
  suspendedAtMs: number | null
  registeredAtMs: number | null
  dispatchedAtMs: number | null
  acceptedAtMs: number | null
  handledAtMs: number | null
  repliedAtMs: number | null
  checkedAtMs: number | null
  visitedAtMs: number | null
  closedAtMs: number | null
  archivedAtMs: number | null
  dispatches: number
  refusals: number
  returns: number
  reworks: number
  urges: number
  pending: Pending
  mergedInto: number | null
  responded: boolean | null
  solved: boolean | null
  satisfied: boolean | null
  rating: number | null
}
