import type { CaseDraft, CaseFollower } from '../cases/case-draft.ts'
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
  limitsOf(state: Pick<CaseState, 'categoryCode' | 'areaCode'>, atMs: number): StageLimit[]
  /** A clock has to be looked at then. */
  expect(atMs: number): void
  /** Clocks were set for years whose official days are not known. */
  guessed(clocks: readonly CaseClock[]): void
}

/** Starts, halts, moves and stops the clocks of every case with its events, and says in them where the due time went. */
export function clockFollower(keeper: ClockKeeper): CaseFollower {
  /** What a draft's clocks will be, by what its change can be told by: its state before, or the new case. */
  const planned = new WeakMap<object, CaseClock[]>()

  function plan(draft: CaseDraft, old: readonly CaseClock[]): void {
    const { before, newCase } = draft
    const { rate } = keeper.rules()
    let clocks: CaseClock[] = before === null ? [] : [...old]
    let stopped: CaseClock[] = []
    let dueAtMs = draft.state.dueAtMs
    for (const [place, event] of draft.events.entries()) {
      if (!movesClocks(event)) continue
      const previous = clocks
      const begins = event.kind === 'report' || event.kind === 'reopen'
      clocks = begins
        ? startClocks(keeper.limitsOf(draft.state, event.atMs), event.round, event.atMs, rate)
        : clocksAfter(clocks, event, rate)
      stopped = clocks.filter((clock, index) => clock.stoppedAtMs !== null && !begins && previous[index].stoppedAtMs === null)
      const handle = clocks.find(({ stage }) => stage === 'handle')
      if (handle !== undefined && handle.dueAtMs !== dueAtMs) {
        dueAtMs = handle.dueAtMs
        draft.moveDue(place, dueAtMs)
      }
    }
    keeper.guessed(clocks)
    planned.set(newCase ?? before!, clocks)
    const worst = worstColour(clocks) ?? worstColour(stopped.map((clock) => ({ ...clock, stoppedAtMs: null })))
    if (worst !== undefined && worst.colour !== draft.state.colour) addColour(draft, worst)
  }

  return {
    async refine(drafts, transaction) {
      const moved = drafts.filter(({ events }) => events.some(movesClocks))
      const old = moved.flatMap(({ before }) => (before === null ? [] : [before]))
      const clocksOf = await readCurrent(transaction, old)
      for (const draft of moved) {
        const { before } = draft
        plan(draft, before === null ? [] : (clocksOf.get(before.id) ?? [clockOfOld(before, keeper.rules().rate)]))
      }
    },

    async follow(changes, transaction) {
      const kept = changes.flatMap(({ before, newCase, after }) =>
        (planned.get(newCase ?? before!) ?? []).map((clock) => keptClock(clock, after, keeper.rules())))
      await writeClocks(transaction, kept)
      for (const { nextChangeAtMs } of kept) if (nextChangeAtMs !== null) keeper.expect(nextChangeAtMs)
    },
  }
}

/** A clock with the moment at which it changes by itself. */
export function keptClock(
  clock: CaseClock, { id: caseId, areaCode }: Pick<CaseState, 'id' | 'areaCode'>, { rate, supervision }: ClockRules,
): KeptClock {
  const moments = [nextColourAtMs(clock), ...stagesAhead(clock, supervision, areaCode, rate.calendar).map(({ atMs }) => atMs)]
    .filter((atMs) => atMs !== null)
  return { ...clock, caseId, nextChangeAtMs: moments.length === 0 ? null : Math.min(...moments) }
}

/** The clocks of these cases in the rounds that they are in. */
async function readCurrent(transaction: Queryable, states: readonly CaseState[]): Promise<Map<number, CaseClock[]>> {
  if (states.length === 0) return new Map()
  const roundOf = new Map(states.map(({ id, round }) => [id, round]))
  const clocks = await readClocks(transaction, [...roundOf.keys()])
  return groupBy(clocks.filter(({ caseId, round }) => round === roundOf.get(caseId)), ({ caseId }) => caseId)
}

function addColour(draft: CaseDraft, { colour, stage }: { colour: CaseColour; stage: LimitStage }): void {
  const { atMs } = draft.events.at(-1)!
  const { status, round } = draft.state
  draft.add({
    kind: 'colour', atMs, actor: CLOCK_TAKER.actor, round, fromStatus: status, toStatus: status, note: '',
    detail: { limit: stage, colour },
  })
}
