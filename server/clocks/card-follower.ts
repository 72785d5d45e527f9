import type { CaseDraft, CaseFollower } from '../cases/case-draft.ts'
import type { CaseEvent } from '../cases/flow/case-event.ts'
import type { ClockSettings } from '../contract/api/clocks.ts'
import type { Queryable } from '../db/database.ts'
import { badInput } from '../errors.ts'
import { CLOCK_TAKER } from './clock-follower.ts'
import { DAY_MS } from './working-calendar.ts'

type Ladder = ClockSettings['cardLadder']

/** How the log marks a red card that yellow ones have made. */
const BY_LADDER = 'card-ladder'
/** 'card' in ASCII: cards of one unit are counted one after the other. */
const CARD_LOCK = 0x63617264

/** Keeps the cards that units are given; so many yellow ones make a red one in the same breath. */
export function cardFollower(ladder: () => Ladder): CaseFollower {
  return {
    async refine(drafts, transaction) {
      for (const draft of drafts) {
        for (const event of draft.events) {
          if (event.kind === 'card') await refineCard(draft, event, transaction, ladder())
        }
      }
    },

    async follow(changes, transaction) {
      for (const { events, after } of changes) {
        for (const event of events) if (event.kind === 'card') await keepCard(event, after.id, transaction, ladder())
      }
    },
  }
}

async function refineCard(draft: CaseDraft, event: CaseEvent, transaction: Queryable, ladder: Ladder): Promise<void> {
  const { kind, unitId } = event.detail
  if (kind !== 'yellow' && kind !== 'red') throw badInput('kind', kind, 'yellow or red')
  if (unitId === undefined) throw badInput('unitId', undefined, 'the unit that is given the card')
  if (kind === 'red') return
  await transaction.query('select pg_advisory_xact_lock($1, $2)', [CARD_LOCK, unitId])
  const { rows } = await transaction.query<{ cards: number }>(
    `select count(*)::int as cards from unit_cards where ${UNCOUNTED}`, [unitId, since(event, ladder)],
  )
  if (rows[0].cards + 1 < ladder.yellows) return
  const { status } = draft.state
  draft.add({
    ...event, actor: CLOCK_TAKER.actor, fromStatus: status, toStatus: status,
    note: `${ladder.withinDays} 日内第 ${ladder.yellows} 张黄牌`, detail: { kind: 'red', unitId, rule: BY_LADDER },
  })
}

async function keepCard(
  event: CaseEvent & { id: number }, caseId: number, transaction: Queryable, ladder: Ladder,
): Promise<void> {
  const { kind, unitId, rule } = event.detail
  const { rows } = await transaction.query<{ id: string }>(
    `insert into unit_cards (unit_id, case_id, event_id, colour, reason, issued_at, issued_by)
     values ($1, $2, $3, $4, $5, $6, $7) returning id`,
    [unitId, caseId, event.id, kind, event.note, new Date(event.atMs), event.actor.name],
  )
  if (rule !== BY_LADDER) return
  await transaction.query(
    `update unit_cards set counted_in = $3 where ${UNCOUNTED}`, [unitId, since(event, ladder), rows[0].id],
  )
}

const UNCOUNTED = `unit_id = $1 and colour = 'yellow' and counted_in is null and issued_at > $2`

function since({ atMs }: CaseEvent, { withinDays }: Ladder): Date {
  return new Date(atMs - withinDays * DAY_MS)
}
