import type { SupervisionRecord, UnitCard } from '../contract/api/clocks.ts'
import type { Queryable } from '../db/database.ts'

/** Supervisions of a span of time in an area, the highest stages first, then the newest. */
export async function listSupervisions(
  database: Queryable, fromMs: number, toMs: number, areaCode: string,
): Promise<SupervisionRecord[]> {
  type Row = Omit<SupervisionRecord, 'at' | 'dueAt'> & { at: Date; due_at: Date }
  const { rows } = await database.query<Row>(
    `select supervisions.id::float8 as id, case_id::float8 as "caseId", number as "caseNumber",
            category_code as "categoryCode", area_code as "areaCode", status, colour, due_at,
            supervisions.unit_id as "unitId", stage, kind, supervisions.desk_code as "deskCode", at, by_name as "by",
            automatic, note
       from supervisions join cases on cases.id = case_id
      where at >= $1 and at < $2 and area_code like $3 || '%'
      order by stage desc, at desc, supervisions.id desc limit 5000`,
    [new Date(fromMs), new Date(toMs), areaCode],
  )
  return rows.map(({ at, due_at, ...row }) => ({ ...row, at: at.toISOString(), dueAt: due_at.toISOString() }))
}

/** Whose cards are asked for: of one unit where it asks itself, else of cases in the scope. */
export interface CardQuestion {
  scopeCode: string
  /** Only this unit's, wherever the case is. */
  ofUnit: number | null
  unitId: number | null
  unanswered: boolean
  before: number | null
  limit: number
}

type CardRow = Omit<UnitCard, 'issuedAt' | 'deliveredAt' | 'repliedAt'>
  & { issued_at: Date; delivered_at: Date | null; replied_at: Date | null }

const CARD = `
  unit_cards.id::float8 as id, unit_cards.unit_id as "unitId", case_id::float8 as "caseId", unit_cards.colour,
  reason, issued_at, issued_by as "issuedBy", counted_in::float8 as "countedIn", delivered_at,
  delivered_to as "deliveredTo", unit_cards.replied_at, replied_by as "repliedBy", reply`

/** Cards, newest first. */
export async function listCards(database: Queryable, question: CardQuestion): Promise<UnitCard[]> {
  const { scopeCode, ofUnit, unitId, unanswered, before, limit } = question
  const { rows } = await database.query<CardRow>(
    `select ${CARD} from unit_cards join cases on cases.id = case_id
      where ($2::int is null and area_code like $1 || '%' or unit_cards.unit_id = $2::int)
        and ($3::int is null or unit_cards.unit_id = $3::int) and (not $4::boolean or unit_cards.replied_at is null)
        and ($5::bigint is null or unit_cards.id < $5::bigint)
      order by unit_cards.id desc limit ${limit}`,
    [scopeCode, ofUnit, unitId, unanswered, before],
  )
  return rows.map(toCard)
}

/** Writes down that a card was delivered, and with a reply that it was answered; what was written before stays. Answers
 * the card, or null where there is none such for the asker. */
export async function answerCard(
  database: Queryable, id: number, { scopeCode, ofUnit }: Pick<CardQuestion, 'scopeCode' | 'ofUnit'>,
  by: string, atMs: number, reply: string | null,
): Promise<UnitCard | null> {
  const { rows } = await database.query<CardRow>(
    `update unit_cards set delivered_at = coalesce(delivered_at, $5), delivered_to = coalesce(delivered_to, $4),
            replied_at = case when $6::text is null then unit_cards.replied_at
                              else coalesce(unit_cards.replied_at, $5) end,
            replied_by = case when $6::text is null then replied_by else coalesce(replied_by, $4) end,
            reply = coalesce(reply, $6::text)
       from cases
      where unit_cards.id = $1 and cases.id = case_id
        and ($3::int is null and area_code like $2 || '%' or unit_cards.unit_id = $3::int)
      returning ${CARD}`,
    [id, scopeCode, ofUnit, by, new Date(atMs), reply],
  )
  return rows[0] === undefined ? null : toCard(rows[0])
}

function toCard({ issued_at, delivered_at, replied_at, ...card }: CardRow): UnitCard {
  return {
    ...card, issuedAt: issued_at.toISOString(), deliveredAt: delivered_at?.toISOString() ?? null,
    repliedAt: replied_at?.toISOString() ?? null,
  }
}
