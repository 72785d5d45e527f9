import type { DisciplineFlag, DisciplineRule, DisciplineRuleBody } from '../contract/api/catalogue.ts'
import type { Queryable } from '../db/database.ts'

/** The six rules, in their order. */
export async function readDisciplineRules(database: Queryable): Promise<DisciplineRule[]> {
  const { rows } = await database.query<DisciplineRule>(
    'select code, name, name_en as "nameEn", trigger, threshold, enabled from discipline_rules order by position',
  )
  return rows
}

/** Changes a rule; false where there is none of this code. */
export async function writeDisciplineRule(
  transaction: Queryable, code: string, { name, nameEn, trigger, threshold, enabled }: DisciplineRuleBody,
): Promise<boolean> {
  const { rowCount } = await transaction.query(
    'update discipline_rules set name = $2, name_en = $3, trigger = $4, threshold = $5, enabled = $6 where code = $1',
    [code, name, nameEn, trigger, threshold, enabled],
  )
  return rowCount === 1
}

/** Puts a case into the queue under a rule; once for a unit as long as that is open. */
export async function raiseFlag(
  transaction: Queryable,
  flag: {
    rule: string; caseId: number; areaCode: string; unitId: number | null; atMs: number; by: string; note: string
  },
): Promise<void> {
  await transaction.query(
    `insert into discipline_flags (rule, case_id, area_code, unit_id, at, raised_by, note)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [flag.rule, flag.caseId, flag.areaCode, flag.unitId, new Date(flag.atMs), flag.by, flag.note],
  )
}

/** Which flags are meant; `before` is the id to page on from. */
export interface FlagFilter {
  scopeCode: string
  state?: DisciplineFlag['state'] | undefined
  before?: number | undefined
  id?: number | undefined
}

/** A hundred flags of a filter, newest first. */
export async function listFlags(
  database: Queryable, { scopeCode, state, before, id }: FlagFilter,
): Promise<DisciplineFlag[]> {
  const { rows } = await database.query(
    `select flags.*, cases.number from discipline_flags as flags join cases on cases.id = flags.case_id
      where flags.area_code like $1 || '%' and ($2::text is null or state = $2) and ($3::bigint is null or flags.id < $3)
        and ($4::bigint is null or flags.id = $4)
      order by flags.id desc limit 100`,
    [scopeCode, state ?? null, before ?? null, id ?? null],
  )
  return rows.map((row): DisciplineFlag => ({
    id: Number(row.id),
    rule: row.rule,
    caseId: Number(row.case_id),
    caseNumber: row.number,
    areaCode: row.area_code,
    unitId: row.unit_id,
    at: row.at.toISOString(),
    raisedBy: row.raised_by,
    note: row.note,
    state: row.state,
    resolvedAt: row.resolved_at?.toISOString() ?? null,
    resolvedBy: row.resolved_by,
    resolution: row.resolution,
  }))
}

/** Resolves an open flag; false where it is not open. */
export async function resolveFlag(
  transaction: Queryable, id: number, end: { outcome: 'upheld' | 'dismissed'; note: string; atMs: number; by: string },
): Promise<boolean> {
  const { rowCount } = await transaction.query(
    `update discipline_flags set state = $2, resolution = $3, resolved_at = $4, resolved_by = $5
      where id = $1 and state = 'open'`,
    [id, end.outcome, end.note, new Date(end.atMs), end.by],
  )
  return rowCount === 1
}
