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
  /** To which units and workers: dispatch, forward, agree, designate; by which unit: handle, refuse, assist-done. */
  unitId?: number
  assistUnitIds?: number[]
  workerId?: number
  provenance?: Provenance
  /** transfer: from one desk to another. */
  fromDesk?: string
  deskCode?: string
  /** consult: who is invited; designate: who decided. */
  unitIds?: number[]
  decidedBy?: string
  /** merge: into that case, or that one into this; split: the new case, or the one it came from. */
  intoCaseId?: number
  fromCaseId?: number
  newCaseId?: number
  /** Extensions: further hours of the limit's kind of time; approve-extension: the first or the second level. */
  hours?: number
  level?: 1 | 2
  dueAtMs?: number
  real?: boolean
  responded?: boolean
  solved?: boolean
  satisfied?: boolean
  rating?: number
  /** supervise: instant, written, on-site, referral, and stage 1 to 3; card: yellow, red. */
  kind?: string
  stage?: number
  /** colour: of which limit. */
  colour?: CaseColour
  limit?: string
  mode?: CaseMode
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
