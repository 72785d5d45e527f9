import type { CaseState } from '../cases/flow/case-state.ts'
import type { ConsultationRecord, Stance } from '../contract/api/catalogue.ts'
import type { Queryable } from '../db/database.ts'

interface Done {
  atMs: number
  by: string
}

/** Opens a consultation about a case, convened by the desk that holds it. */
export async function openConsultation(
  transaction: Queryable, { id, round, areaCode, deskCode }: CaseState,
  { unitIds, reason, atMs, by }: Done & { unitIds: readonly number[]; reason: string },
): Promise<void> {
  await transaction.query(
    `insert into consultations (case_id, round, area_code, desk_code, unit_ids, reason, opened_at, opened_by)
     values ($1, $2, $3, $4, $5::int[], $6, $7, $8)`,
    [id, round, areaCode, deskCode, unitIds, reason, new Date(atMs), by],
  )
}

/** What became of a consultation. */
export interface ConsultationEnd extends Done {
  state: Exclude<ConsultationRecord['state'], 'open'>
  unitId?: number
  assistUnitIds?: readonly number[]
  decidedBy?: string
}

/** Closes the open consultation about a case, if there is one. */
export async function closeConsultation(
  transaction: Queryable, { id }: CaseState,
  { state, unitId, assistUnitIds = [], decidedBy, atMs, by }: ConsultationEnd,
): Promise<void> {
  await transaction.query(
    `update consultations set state = $2, lead_unit_id = $3, assist_unit_ids = $4::int[], decided_by = $5, closed_at = $6,
            closed_by = $7
      where case_id = $1 and state = 'open'`,
    [id, state, unitId ?? null, assistUnitIds, decidedBy ?? null, new Date(atMs), by],
  )
}

/** What each unit said last in the open consultation about a case. */
export async function standOf(database: Queryable, caseId: number): Promise<Map<number, Stance>> {
  const { rows } = await database.query<{ unit_id: number; stance: Stance }>(
    `select distinct on (unit_id) unit_id, stance
       from consultation_statements as said join consultations on consultations.id = said.consultation_id
      where case_id = $1 and state = 'open' order by unit_id, said.id desc`,
    [caseId],
  )
  return new Map(rows.map(({ unit_id, stance }) => [unit_id, stance]))
}

/** Writes down what a unit says. */
export async function addStatement(
  transaction: Queryable,
  said: {
    consultationId: number; unitId: number; stance: Stance; text: string; atMs: number; by: string; onBehalf: boolean
  },
): Promise<void> {
  await transaction.query(
    `insert into consultation_statements (consultation_id, unit_id, stance, text, at, said_by, on_behalf)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [said.consultationId, said.unitId, said.stance, said.text, new Date(said.atMs), said.by, said.onBehalf],
  )
}

/** Whose consultations are meant: those about cases of a scope, for a unit only those to which it was invited. */
export interface ConsultationFilter {
  scopeCode: string
  unitId: number | null
  state?: ConsultationRecord['state'] | undefined
  caseId?: number | undefined
  id?: number | undefined
}

/** The newest two hundred of a filter, newest first, each with what was said. */
export async function listConsultations(database: Queryable, filter: ConsultationFilter): Promise<ConsultationRecord[]> {
  const { rows } = await database.query(
    `select consultations.*, cases.number, cases.category_code,
            coalesce((select jsonb_agg(jsonb_build_object(
                               'id', said.id, 'unitId', said.unit_id, 'stance', said.stance, 'text', said.text,
                               'at', said.at, 'saidBy', said.said_by, 'onBehalf', said.on_behalf) order by said.id)
                        from consultation_statements as said where said.consultation_id = consultations.id), '[]')
              as statements
       from consultations join cases on cases.id = consultations.case_id
      where consultations.area_code like $1 || '%' and ($2::int is null or $2 = any(unit_ids))
        and ($3::text is null or state = $3) and ($4::bigint is null or case_id = $4)
        and ($5::bigint is null or consultations.id = $5)
      order by consultations.id desc limit 200`,
    [filter.scopeCode, filter.unitId, filter.state ?? null, filter.caseId ?? null, filter.id ?? null],
  )
  return rows.map((row): ConsultationRecord => ({
    id: Number(row.id),
    caseId: Number(row.case_id),
    caseNumber: row.number,
    categoryCode: row.category_code,
    areaCode: row.area_code,
    deskCode: row.desk_code,
    round: row.round,
    unitIds: row.unit_ids,
    reason: row.reason,
    openedAt: row.opened_at.toISOString(),
    openedBy: row.opened_by,
    state: row.state,
    leadUnitId: row.lead_unit_id,
    assistUnitIds: row.assist_unit_ids,
    decidedBy: row.decided_by,
    closedAt: row.closed_at?.toISOString() ?? null,
    closedBy: row.closed_by,
    statements: row.statements.map((said: ConsultationRecord['statements'][number]) => ({
      ...said, at: new Date(said.at).toISOString(),
    })),
  }))
}
