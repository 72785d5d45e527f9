import type { CaseChanged, CaseDraft, CaseFollower } from '../cases/case-draft.ts'
import type { CaseEvent } from '../cases/flow/case-event.ts'
import { SUPERVISION_KINDS, type SupervisionKind, type SupervisionRule } from '../contract/api/clocks.ts'
import type { Queryable } from '../db/database.ts'
import { badInput, conflict } from '../errors.ts'
import type { CityTime } from '../org/city-time.ts'
import { deskOf, rulesOf } from './supervision-stages.ts'
import { DAY_MS } from './working-calendar.ts'

/** Asks supervision for its evidence and keeps each one; lets a citizen urge once a day. */
export function supervisionFollower(rules: () => readonly SupervisionRule[], time: CityTime): CaseFollower {
  return {
    async refine(drafts, transaction) {
      for (const draft of drafts) {
        for (const event of draft.events) {
          if (event.kind === 'supervise') checkEvidence(draft, event)
          if (event.kind === 'urge' && event.actor.type === 'citizen') await checkUrge(draft, event, transaction, time)
        }
      }
    },

    async follow(changes, transaction) {
      const rows = changes.flatMap((change) => change.events.flatMap((event) =>
        (event.kind === 'supervise' || event.kind === 'escalate' ? [rowOf(change, event, rules())] : [])))
      if (rows.length === 0) return
      await transaction.query(
        `insert into supervisions
           (case_id, event_id, round, stage, kind, desk_code, unit_id, at, by_name, automatic, note)
         select * from jsonb_to_recordset($1::jsonb)
           as t (case_id bigint, event_id bigint, round int, stage int, kind text, desk_code text, unit_id int,
                 at timestamptz, by_name text, automatic boolean, note text)`,
        [JSON.stringify(rows)],
      )
    },
  }
}

/** 四种督办: a word by telephone and a referral need their note, which every supervision has; a letter its text; being
 * there a photo that says where it was taken. */
function checkEvidence({ photos }: CaseDraft, { detail, note }: CaseEvent): void {
  const { kind } = detail
  if (!SUPERVISION_KINDS.includes(kind as SupervisionKind)) {
    throw badInput('kind', kind, `one of ${SUPERVISION_KINDS.join(', ')}`)
  }
  if (kind === 'written' && note.length < LETTER_CHARACTERS) {
    throw badInput('note', note, `the text of the letter, at least ${LETTER_CHARACTERS} characters`)
  }
  if (kind === 'on-site' && !photos.some(({ point }) => point !== null)) {
    throw badInput('photos', photos.length, 'a photo with its lng and lat, which on-site supervision needs')
  }
}

/** Less is no letter. */
const LETTER_CHARACTERS = 10

async function checkUrge(
  { state }: CaseDraft, { atMs }: CaseEvent, transaction: Queryable, time: CityTime,
): Promise<void> {
  const midnightMs = time.toUtc(Math.floor(time.toLocal(atMs) / DAY_MS) * DAY_MS)
  const { rows } = await transaction.query(
    `select 1 from case_events where case_id = $1 and kind = 'urge' and actor_type = 'citizen' and at >= $2 limit 1`,
    [state.id, new Date(midnightMs)],
  )
  if (rows.length > 0) throw conflict('URGED_TODAY', `Case ${state.id} was urged today already; once a day is enough.`)
}

function rowOf(
  { after }: CaseChanged, { id, detail, atMs, actor, note, kind }: CaseEvent & { id: number },
  rules: readonly SupervisionRule[],
): Record<string, unknown> {
  const stage = detail.stage ?? 1
  const level = rulesOf(rules, after.areaCode).find((rule) => rule.stage === stage)?.level
  return {
    case_id: after.id, event_id: id, round: after.round, stage, kind: detail.kind ?? 'instant',
    desk_code: detail.deskCode ?? (level === undefined ? after.deskCode : deskOf(level, after.areaCode)),
    unit_id: after.unitId, at: new Date(atMs).toISOString(), by_name: actor.name, automatic: kind === 'escalate', note,
  }
}
