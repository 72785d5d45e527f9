import type { CaseEventKind } from '../../contract/api/case-steps.ts'
import type { CaseColour, CaseMode, CaseStatus, Provenance } from '../../contract/api/cases.ts'

/** Who did something, as the log keeps it: `id` is that of an account. */
export interface EventActor {
  type: 'account' | 'device' | 'citizen' | 'system'
  id: number | null
  name: string
}

/** What an event says beside its kind, time, actor and note; which of it depends on the kind. */
export interface EventDetail {
  /** report, imported: what the case begins with. To which units and workers: dispatch, forward, agree, designate; by
   * which unit: accept, refuse, handle, assist-done. */
  unitId?: number
  assistUnitIds?: number[]
  workerId?: number
  provenance?: Provenance
  /** verify: how far away the nearest worker on duty was, where he was found and not named. */
  distanceM?: number
  /** transfer: from one desk to another; copy: the desks between, which were skipped. */
  fromDesk?: string
  deskCode?: string
  deskCodes?: string[]
  /** consult: who is invited; designate: who decided. */
  unitIds?: number[]
  decidedBy?: string
  /** merge: into that case, or that one into this; split: the new cases, or the one it came from; outcome: of which. */
  intoCaseId?: number
  fromCaseId?: number
  newCaseIds?: number[]
  /** Extensions: further hours of the limit's kind of time; approve-extension: the first or the second level. */
  hours?: number
  level?: 1 | 2
  dueAtMs?: number
  /** imported: when it was closed, where it was, and changed last. */
  closedAtMs?: number
  updatedAtMs?: number
  real?: boolean
  responded?: boolean
  solved?: boolean
  satisfied?: boolean
  rating?: number
  /** supervise: instant, written, on-site, referral, and stage 1 to 3; card: yellow, red. */
  kind?: string
  /** flag: the discipline rule that it falls under. */
  rule?: string
  stage?: number
  /** colour: of which limit. */
  colour?: CaseColour
  limit?: string
  mode?: CaseMode
  /** Any kind: when it was done, where a phone without a network brought it later. Clocks and rates go by `atMs`. */
  madeAtMs?: number
}

/** One line of a case's log. All that is known of a case follows from its lines. */
export interface CaseEvent {
  kind: CaseEventKind
  atMs: number
  actor: EventActor
  round: number
  fromStatus: CaseStatus | null
  toStatus: CaseStatus
  note: string
  detail: EventDetail
}
