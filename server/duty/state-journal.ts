import type { DutyState } from '../contract/api/duty.ts'
import type { Roster } from '../live/roster.ts'
import type { WorkerSlots } from '../live/worker-slots.ts'
import { IDLE, ON_DUTY, OUTSIDE, SILENT, sinceOf, SOS, statesOf } from '../live/worker-states.ts'

const BITS: readonly (readonly [bit: number, state: DutyState])[] = [
  [IDLE, 'idle'], [SILENT, 'silent'], [OUTSIDE, 'out-of-area'], [SOS, 'sos'],
]
const WRITTEN_DOWN = IDLE | SILENT | OUTSIDE | SOS

/** A state of a worker from when to when; toMs is null while it lasts. */
export interface Episode {
  workerId: number
  state: DutyState
  fromMs: number
  toMs: number | null
}

/** What is to be written: episodes that are not stored yet, and when stored ones ended. */
export interface JournalEntries {
  begun: Episode[]
  ended: { workerId: number; state: DutyState; toMs: number }[]
}

/** Notices when states of workers begin and end. */
export class StateJournal {
  /** By worker the states that hold, as bits; who has none is missing. */
  readonly #known = new Map<number, number>()
  readonly #beginSilenceAtMs: number
  #roster: Roster | undefined
  #entries: JournalEntries = { begun: [], ended: [] }
  /** Those of #entries.begun that last, by worker and state. */
  readonly #begunAndOpen = new Map<string, Episode>()

  /** `open` are the episodes that are stored without an end. Before `beginSilenceAtMs` nobody could have been heard for
   * long enough, so that no silence begins. */
  constructor(open: readonly Episode[], beginSilenceAtMs: number) {
    for (const { workerId, state } of open) this.#mark(workerId, bitOf(state))
    this.#beginSilenceAtMs = beginSilenceAtMs
  }

  /** Compares what holds now with what held before. */
  look(roster: Roster, slots: WorkerSlots, nowMs: number): void {
    if (roster !== this.#roster) this.#forgetOthers(roster)
    const ignored = nowMs < this.#beginSilenceAtMs ? SILENT : 0
    for (const [slot, worker] of roster.workers.entries()) {
      if (worker === undefined) continue
      const before = this.#known.get(worker.id) ?? 0
      const states = statesOf(slots, slot, nowMs)
      const now = states & WRITTEN_DOWN & ~(ignored & ~before)
      if (now === before) continue
      for (const [bit, state] of BITS) {
        if ((now & bit) > (before & bit)) this.#begin(worker.id, state, sinceOf(slots, slot, bit))
        if ((now & bit) < (before & bit)) this.#end(worker.id, state, endOf(bit, states, slots.heardAtMs[slot], nowMs))
      }
      if (now === 0) this.#known.delete(worker.id)
      else this.#known.set(worker.id, now)
    }
  }

  /** What came about since the last call; give it back where it cannot be stored. */
  take(): JournalEntries {
    const entries = this.#entries
    this.#entries = { begun: [], ended: [] }
    this.#begunAndOpen.clear()
    return entries
  }

  /** Takes back what could not be stored. */
  giveBack({ begun, ended }: JournalEntries): void {
    const later = this.#entries
    this.#entries = { begun: [], ended }
    this.#begunAndOpen.clear()
    for (const episode of begun) this.#add(episode)
    for (const { workerId, state, toMs } of later.ended) this.#end(workerId, state, toMs)
    for (const episode of later.begun) this.#add(episode)
  }

  #begin(workerId: number, state: DutyState, fromMs: number): void {
    this.#add({ workerId, state, fromMs, toMs: null })
  }

  #add(episode: Episode): void {
    this.#entries.begun.push(episode)
    if (episode.toMs === null) this.#begunAndOpen.set(`${episode.workerId} ${episode.state}`, episode)
  }

  #end(workerId: number, state: DutyState, toMs: number): void {
    const key = `${workerId} ${state}`
    const open = this.#begunAndOpen.get(key)
    this.#begunAndOpen.delete(key)
    if (open === undefined) this.#entries.ended.push({ workerId, state, toMs })
    else open.toMs = Math.max(toMs, open.fromMs)
  }

  #mark(workerId: number, bit: number): void {
    this.#known.set(workerId, (this.#known.get(workerId) ?? 0) | bit)
  }

  /** With a worker his episodes are deleted. */
  #forgetOthers(roster: Roster): void {
    for (const workerId of this.#known.keys()) if (!roster.slotOfWorker.has(workerId)) this.#known.delete(workerId)
    this.#roster = roster
  }
}

function bitOf(state: DutyState): number {
  return BITS.find(([, name]) => name === state)![0]
}

/** Standing and being away end when the worker was last heard; silence when he is heard again, or with the shift. */
function endOf(bit: number, states: number, heardAtMs: number, nowMs: number): number {
  const restsOnWhatWasHeard = bit === IDLE || bit === OUTSIDE || (bit === SILENT && (states & ON_DUTY) !== 0)
  return restsOnWhatWasHeard ? Math.min(heardAtMs, nowMs) : nowMs
}
