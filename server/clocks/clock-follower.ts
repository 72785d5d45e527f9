import type { CaseDraft, CaseFollower } from '../cases/case-draft.ts'
import type { CaseEvent } from '../cases/flow/case-event.ts'
import type { CaseState } from '../cases/flow/case-state.ts'
import { systemTaker } from '../cases/flow/standing.ts'
import { groupBy } from '../cases/group-by.ts'
import type { CaseColour } from '../contract/api/cases.ts'
import type { LimitStage } from '../contract/api/clocks.ts'
import type { Queryable } from '../db/database.ts'
import { clockOfOld } from './adopt-cases.ts'
import { type CaseClock, nextColourAtMs, worstColour } from './case-clock.ts'
import { readClocks, writeClocks, type KeptClock } from './clock-repository.ts'
import type { ClockRules } from './clock-rules.ts'
import { clocksAfter, movesClocks, startClocks } from './clocks-after.ts'
import type { StageLimit } from './limit-rules.ts'
import { stagesAhead } from './supervision-stages.ts'

/** Who the log says when the server itself writes about limits. */
export const CLOCK_TAKER = systemTaker('时限')

/** What the follower knows and tells. */
export interface ClockKeeper {
  rules(): ClockRules
  limitsOf(state: Pick<CaseState, 'categoryCode' | 'areaCode' | 'mode'>, atMs: number): StageLimit[]
  /** A clock has to be looked at then. */
  expect(atMs: number): void
  /** Clocks were set for years whose official days are not known. */
  guessed(clocks: readonly CaseClock[]): void
}

interface Plan {
  clocks: readonly CaseClock[]
  /** So many of the draft's events are in it; who refines later may have added others. */
  events: number
}

/** Starts, halts, moves and stops the clocks of every case with its events, which say where the due time went. */
export function clockFollower(keeper: ClockKeeper): CaseFollower {
  /** By what a change can be told by before it is written: the state before it, or the new case. */
  const plans = new WeakMap<object, Plan>()

  function after(clocks: readonly CaseClock[], event: CaseEvent, state: CaseState): readonly CaseClock[] {
    const { rate } = keeper.rules()
    if (!movesClocks(event)) return clocks
    return event.kind === 'report' || event.kind === 'reopen'
      ? startClocks(keeper.limitsOf(state, event.atMs), event.round, event.atMs, rate)
      : clocksAfter(clocks, event, rate)
  }

  function plan(draft: CaseDraft, old: readonly CaseClock[]): void {
    let clocks = old
    let stopped: CaseClock[] = []
    for (const [place, event] of draft.events.entries()) {
      const previous = clocks
      clocks = after(previous, event, draft.state)
      if (clocks === previous) continue
      stopped = clocks.filter(({ stage, round, stoppedAtMs }) => stoppedAtMs !== null
        && previous.some((one) => one.stage === stage && one.round === round && one.stoppedAtMs === null))
      const dueAtMs = clocks.find(({ stage }) => stage === 'handle')?.dueAtMs ?? draft.state.dueAtMs
      if (dueAtMs !== draft.state.dueAtMs) draft.moveDue(place, dueAtMs)
    }
    keeper.guessed(clocks)
    const worst = worstColour(clocks) ?? worstColour(stopped.map((clock) => ({ ...clock, stoppedAtMs: null })))
    if (worst !== undefined && worst.colour !== draft.state.colour) addColour(draft, worst)
    plans.set(keyOf(draft), { clocks, events: draft.events.length })
  }

  return {
    async refine(drafts, transaction) {
      const moved = drafts.filter(({ events }) => events.some(movesClocks))
      const clocksOf = await readCurrent(transaction, moved, keeper.rules())
      for (const draft of moved) plan(draft, clocksOf(draft))
    },

    async follow(changes, transaction) {
      const moved = changes.filter((change) => plans.has(keyOf(change)) || change.events.some(movesClocks))
      const unplanned = moved.filter((change) => !plans.has(keyOf(change)))
      const clocksOf = await readCurrent(transaction, unplanned, keeper.rules())
      const kept = moved.flatMap((change) => {
        const { clocks, events } = plans.get(keyOf(change)) ?? { clocks: clocksOf(change), events: 0 }
        return change.events.slice(events)
          .reduce((now, event) => after(now, event, change.after), clocks)
          .map((clock) => keptClock(clock, change.after, keeper.rules()))
      })
      await writeClocks(transaction, kept)
      for (const { nextChangeAtMs } of kept) if (nextChangeAtMs !== null) keeper.expect(nextChangeAtMs)
    },
  }
}

const keyOf = ({ before, newCase }: Pick<CaseDraft, 'before' | 'newCase'>): object => newCase ?? before!

/** A clock with the moment at which it changes by itself. */
export function keptClock(
  clock: CaseClock, { id: caseId, areaCode }: Pick<CaseState, 'id' | 'areaCode'>, { rate, supervision }: ClockRules,
): KeptClock {
  const stages = stagesAhead(clock, supervision, areaCode, rate.calendar)
  const moments = [nextColourAtMs(clock), ...stages.map(({ atMs }) => atMs)].filter((atMs) => atMs !== null)
  return { ...clock, caseId, nextChangeAtMs: moments.length === 0 ? null : Math.min(...moments) }
}

/** Finds the clocks of cases in the rounds that they were in; a new one has none yet. */
async function readCurrent(
  transaction: Queryable, changes: readonly Pick<CaseDraft, 'before'>[], { rate }: ClockRules,
): Promise<(change: Pick<CaseDraft, 'before'>) => readonly CaseClock[]> {
  const states = changes.flatMap(({ before }) => (before === null ? [] : [before]))
  const clocks = states.length === 0 ? [] : await readClocks(transaction, states.map(({ id }) => id))
  const clocksOf = groupBy(clocks, ({ caseId }) => caseId)
  return ({ before }) => {
    if (before === null) return []
    return clocksOf.get(before.id)?.filter(({ round }) => round === before.round) ?? [clockOfOld(before, rate)]
  }
}

function addColour(draft: CaseDraft, { colour, stage }: { colour: CaseColour; stage: LimitStage }): void {
  const { atMs } = draft.events.at(-1)!
  const { status, round } = draft.state
  draft.add({
    kind: 'colour', atMs, actor: CLOCK_TAKER.actor, round, fromStatus: status, toStatus: status, note: '',
    detail: { limit: stage, colour },
  })
}
