import type { CaseContact, Channel } from '../contract/api/cases.ts'
import type { Submission } from '../open311/submission.ts'
import type { DraftPhoto } from './case-draft.ts'
import type { EventActor } from './flow/case-event.ts'
import type { Route } from './route-case.ts'

/** A case that is understood and routed, ready to be kept. Times are epoch milliseconds, the point is WGS-84. */
export interface NewCase {
  channel: Channel
  externalNumber: string | null
  categoryCode: string
  description: string
  address: string
  lng: number
  lat: number
  cellR10: bigint
  urgent: boolean
  dayKey: string
  reportedAtMs: number
  /** When it was written, where it came later than that. */
  madeAtMs?: number
  dueAtMs: number
  reporterWorkerId: number | null
  /** Null: the community's own. */
  deskCode: string | null
  /** The desks that were skipped, where a higher one sent it straight to a lower one: each gets a copy. */
  copyTo?: readonly string[]
  /** A code of flow_templates. */
  template: string
  splitFrom: number | null
  personHash: Buffer | null
  /** Who reported it, where he said so. */
  contact?: CaseContact
  /** What an Open311 request said beside it. */
  submission?: Submission
  route: Route
  actor: EventActor
  photo: DraftPhoto | null
}
