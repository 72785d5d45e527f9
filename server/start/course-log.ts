import type { CaseEventKind, FlowTemplate, LineStep } from '../contract/api/case-steps.ts'
import { LINE_STEPS } from '../contract/api/case-steps.ts'
import type { CaseStatus } from '../contract/api/cases.ts'
import type { CaseEvent, EventDetail } from '../cases/flow/case-event.ts'
import { STATUS_AFTER, statusBefore } from '../cases/flow/flow-template.ts'

/** One for all events that say nothing more. */
export const NO_DETAIL: EventDetail = {}

/**
 * The log of one case of the past in the making, up to the present: what would come later is left out, and with it all
 * after it. Times are whole milliseconds and never run backwards.
 */
export class CourseLog {
  readonly events: CaseEvent[] = []
  /** When handling is due, as the log has it so far. */
  dueAtMs = 0
  /** The unit that leads, and those that assist it and are not done. */
  unitId: number | null = null
  waitingAssists: readonly number[] = []
  readonly #template: FlowTemplate
  readonly #untilMs: number
  #status: CaseStatus | null = null
  #round = 1
  #hasEnded = false

  constructor(template: FlowTemplate, untilMs: number) {
    this.#template = template
    this.#untilMs = untilMs
  }

  /** When something happened last. */
  get lastAtMs(): number {
    return this.events.at(-1)?.atMs ?? 0
  }

  /** Writes an event down; false where it is after the present. */
  add(kind: CaseEventKind, atMs: number, actor: string, detail: EventDetail = NO_DETAIL, note = ''): boolean {
    if (this.#hasEnded || !(atMs <= this.#untilMs)) {
      this.#hasEnded = true
      return false
    }
    if (kind === 'reopen') this.#round++
    const fromStatus = this.#status
    const toStatus = this.#statusAfter(kind)
    this.events.push({
      kind, atMs: Math.max(Math.floor(atMs), this.lastAtMs), actor: { type: 'system', id: null, name: actor },
      round: this.#round, fromStatus, toStatus, note, detail,
    })
    this.#status = toStatus
    this.#follow(kind, detail)
    return true
  }

  /** The same of an event that moves the time due by so many milliseconds. */
  move(kind: CaseEventKind, atMs: number, actor: string, detail: EventDetail, byMs: number, note = ''): boolean {
    const dueAtMs = Math.round(this.dueAtMs + byMs)
    if (!this.add(kind, atMs, actor, { ...detail, dueAtMs }, note)) return false
    this.dueAtMs = dueAtMs
    return true
  }

  #follow(kind: CaseEventKind, { unitId, assistUnitIds = [] }: EventDetail): void {
    switch (kind) {
      case 'report':
      case 'agree':
      case 'designate':
        this.unitId = unitId ?? null
        break
      case 'dispatch':
        this.unitId = unitId ?? null
        this.waitingAssists = assistUnitIds
        break
      case 'assist-done':
        this.waitingAssists = this.waitingAssists.filter((id) => id !== unitId)
        break
      case 'refuse':
        this.unitId = null
        this.waitingAssists = []
    }
  }

  #statusAfter(kind: CaseEventKind): CaseStatus {
    const status = this.#status ?? 'reported'
    // called back about after it was closed, a case stays as it is
    if (kind === 'revisit' && status === 'closed') return status
    if ((LINE_STEPS as readonly CaseEventKind[]).includes(kind)) return STATUS_AFTER[kind as LineStep]
    switch (kind) {
      case 'refuse':
      case 'reopen':
        return statusBefore(this.#template, 'dispatch')
      case 'rework':
        return statusBefore(this.#template, 'handle')
      case 'merge':
        return 'merged'
      default:
        return status
    }
  }
}
