import type { CaseBook } from '../cases/case-book.ts'
import type { CaseChanged } from '../cases/case-draft.ts'
import { groupBy } from '../cases/group-by.ts'
import type { CaseColour } from '../contract/api/cases.ts'
import type { Queryable } from '../db/database.ts'
import { appendFeedAll } from '../live/feed/append-feed.ts'
import { type CaseClock, colourAt, worstColour } from './case-clock.ts'
import { CLOCK_TAKER, keptClock } from './clock-follower.ts'
import { type KeptClock, readClocks, writeClocks } from './clock-repository.ts'
import type { ClockRules } from './clock-rules.ts'
import { deskOf, stagesAhead } from './supervision-stages.ts'

/** Clocks of one transaction: on the embedded database everybody else waits for it. */
const LOT = 50

interface DueCase {
  id: number
  areaCode: string
  colour: CaseColour
  round: number
}

/**
 * Brings up to date all clocks of the cases of the first `LOT` clocks that are to be looked at by `nowMs`: colours that
 * have changed, and stages of supervision that a delay has reached, of several the highest. Answers of how many cases,
 * and what was written about them, which is on the feed already. Any number of processes may do this at once: what one
 * has in hand the others pass over, and a case on which somebody is acting waits for the next time.
 */
export async function sweepLot(
  transaction: Queryable, cases: CaseBook, rules: ClockRules, nowMs: number,
): Promise<{ cases: number; changes: CaseChanged[] }> {
  const due = await lockDue(transaction, nowMs)
  if (due.length === 0) return { cases: 0, changes: [] }
  const clocksOf = groupBy(await readClocks(transaction, due.map(({ id }) => id)), ({ caseId }) => caseId)
  const changes: CaseChanged[] = []
  const kept: KeptClock[] = []
  for (const one of due) {
    const clocks = clocksOf.get(one.id)!.map((clock) => ({ ...clock, colour: colourAt(clock, nowMs) }))
    const worst = worstColour(clocks.filter(({ round }) => round === one.round))
    if (worst !== undefined && worst.colour !== one.colour) {
      const detail = { limit: worst.stage, colour: worst.colour }
      changes.push(await cases.annotateWithin(transaction, { ...sayOf(one, nowMs), kind: 'colour', note: '', detail }))
    }
    for (const clock of clocks) {
      const supervised = await supervise(clock, one)
      // a clock that stands and was to be looked at is looked at no more
      kept.push(keptClock(supervised, one, rules))
    }
  }
  await writeClocks(transaction, kept)
  if (changes.length > 0) {
    await appendFeedAll(transaction, changes.map(({ events, summary }) =>
      ({ topic: 'case', change: events[0].kind, case: summary })))
  }
  return { cases: due.length, changes }

  async function supervise(clock: CaseClock, one: DueCase): Promise<CaseClock> {
    const reached = stagesAhead(clock, rules.supervision, one.areaCode, rules.rate.calendar)
      .findLast(({ atMs }) => atMs <= nowMs)
    if (reached === undefined) return clock
    const { stage, level, note } = reached.rule
    const detail = { kind: 'instant', stage, deskCode: deskOf(level, one.areaCode) }
    changes.push(await cases.annotateWithin(transaction, { ...sayOf(one, nowMs), kind: 'escalate', note, detail }))
    return { ...clock, supervisedStage: stage }
  }
}

const sayOf = ({ id: caseId }: DueCase, atMs: number) => ({ caseId, taker: CLOCK_TAKER, atMs })

/** Cases first, as whoever takes a step does: nobody then waits for the other. */
async function lockDue(transaction: Queryable, nowMs: number): Promise<DueCase[]> {
  const { rows } = await transaction.query<{ id: string; areaCode: string; colour: CaseColour; round: number }>(
    `select id, area_code as "areaCode", colour, round from cases
      where id in (select case_id from case_clocks where next_change_at <= $1 order by next_change_at limit ${LOT})
      order by id
        for update skip locked`,
    [new Date(nowMs)],
  )
  return rows.map((row) => ({ ...row, id: Number(row.id) }))
}
