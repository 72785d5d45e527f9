import type { CaseSummary } from '../contract/api/cases.ts'
import type { Queryable } from '../db/database.ts'
import type { CaseEvent, EventDetail } from './flow/case-event.ts'
import type { CaseState } from './flow/case-state.ts'
import { projectEvent } from './flow/project-event.ts'
import type { NewCase } from './new-case.ts'

/** A file that comes with an event; the place is WGS-84. */
export interface DraftPhoto {
  mediaType: string
  bytes: Buffer
  point: { lng: number; lat: number } | null
  takenAtMs: number | null
}

/**
 * A case that is being changed, before it is written: its state follows the events that are added to it. What a new case
 * begins with may be set until it is written: it goes into its first event, so that its row is what its log says.
 */
export class CaseDraft {
  /** Null where the case is new; then `newCase` is what is to be kept of it. */
  readonly before: CaseState | null
  readonly newCase: NewCase | null
  readonly events: CaseEvent[] = []
  /** They come with the first event. */
  readonly photos: readonly DraftPhoto[]
  /** So does the key by which its sender knows it. */
  readonly key: string | undefined
  #beginning: CaseState
  #state: CaseState

  constructor(state: CaseState, newCase: NewCase | null, photos: readonly DraftPhoto[], key?: string) {
    this.before = newCase === null ? state : null
    this.newCase = newCase
    this.#beginning = state
    this.#state = state
    this.photos = photos
    this.key = key
  }

  get state(): CaseState {
    return this.#state
  }

  /** Sets what a new case begins with; its events follow again. Throws where the case is there: it changes by events. */
  set state(next: CaseState) {
    if (this.newCase === null) throw new Error(`Case ${next.id} is there: it changes by events only`)
    const now = this.#state
    const set = Object.entries(next).filter(([name, value]) => value !== now[name as keyof CaseState])
    this.#beginning = { ...this.#beginning, ...Object.fromEntries(set) }
    if (this.events.length > 0) this.events[0] = { ...this.events[0], detail: beginningOf(this.#beginning, this.newCase) }
    this.#state = this.events.reduce(projectEvent, this.#beginning)
  }

  /** Adds an event: it is written with the rest, and the state follows it. */
  add(event: CaseEvent): void {
    this.events.push(event)
    this.#state = projectEvent(this.#state, event)
  }

  /** Lets the event of this place in the draft say where to it moves the due time. */
  moveDue(place: number, dueAtMs: number): void {
    const event = this.events[place]
    this.events[place] = { ...event, detail: { ...event.detail, dueAtMs } }
    this.#state = this.events.reduce(projectEvent, this.#beginning)
  }
}

/** What the first event of a case says of how it begins, and of when it was written where it came later. */
export function beginningOf(state: CaseState, { madeAtMs }: Pick<NewCase, 'madeAtMs'>): EventDetail {
  const { unitId, assistUnitIds, watcherWorkerId, deskCode, provenance, mode, dueAtMs } = state
  return {
    ...(unitId !== null && { unitId }),
    ...(assistUnitIds.length > 0 && { assistUnitIds: [...assistUnitIds] }),
    ...(watcherWorkerId !== null && { workerId: watcherWorkerId }),
    deskCode, provenance, dueAtMs,
    ...(mode !== 'normal' && { mode }),
    ...(madeAtMs !== undefined && { madeAtMs }),
  }
}

/** A case that was changed and written, in a transaction that is still open. */
export interface CaseChanged {
  before: CaseState | null
  after: CaseState
  /** With the ids of their rows; none where the step had been taken before, by its key. */
  events: (CaseEvent & { id: number })[]
  summary: CaseSummary
  newCase: NewCase | null
  /** Other cases that changed with it: the one it was merged into, its parts, those that had been merged into it. */
  others?: readonly CaseChanged[]
}

/**
 * Who takes part in every change of a case, in the transaction that makes it: what it throws undoes the change. Both are
 * given many cases at once where many come at once, and must answer in few statements.
 */
export interface CaseFollower {
  /** Before anything is written: may add events, and set a new case's template, limit, mode or desk. */
  refine?(drafts: readonly CaseDraft[], transaction: Queryable): Promise<void> | void
  /** After the rows of the cases and their events are there: may write rows of its own. */
  follow?(changes: readonly CaseChanged[], transaction: Queryable): Promise<void> | void
}
