import type { DutyRuleRecord, NewDutyRule } from '../contract/api/catalogue.ts'
import type { Queryable } from '../db/database.ts'
import type { DutyRule } from './resolve-duty.ts'

interface DutyRow {
  id: number
  category_code: string
  area_code: string
  unit_id: number | null
  unit_kind: string | null
  assist_unit_ids: number[]
  assist_unit_kinds: string[]
  express: boolean
  examples: string[]
  valid_from: Date
  valid_to: Date | null
  provenance: DutyRule['provenance']
  consultation_id: string | null
  note: string
  created_at: Date
  created_by: string
}

/** Every rule, also those that have ended: cases are looked up by their own time. */
export async function readDutyRules(database: Queryable): Promise<DutyRule[]> {
  const { rows } = await database.query<DutyRow>(
    `select id, category_code, area_code, unit_id, unit_kind, assist_unit_ids, assist_unit_kinds, express, valid_from,
            valid_to, provenance from duty_rules`,
  )
  return rows.map((row) => ({
    id: row.id,
    categoryCode: row.category_code,
    areaCode: row.area_code,
    unitId: row.unit_id,
    unitKind: row.unit_kind,
    assistUnitIds: row.assist_unit_ids,
    assistUnitKinds: row.assist_unit_kinds,
    express: row.express,
    validFromMs: row.valid_from.getTime(),
    validToMs: row.valid_to?.getTime() ?? null,
    provenance: row.provenance,
  }))
}

/** Rules of these categories, or of all where null, newest first; ended ones included. */
export async function listDutyRules(
  database: Queryable, categoryCodes: readonly string[] | null,
): Promise<DutyRuleRecord[]> {
  const { rows } = await database.query<DutyRow>(
    `select * from duty_rules where $1::text[] is null or category_code = any($1)
      order by category_code, area_code, valid_from desc, id desc limit 2000`,
    [categoryCodes],
  )
  return rows.map(toRecord)
}

/** The rule of this id, or null. */
export async function findDutyRule(database: Queryable, id: number): Promise<DutyRuleRecord | null> {
  const { rows } = await database.query<DutyRow>('select * from duty_rules where id = $1', [id])
  return rows[0] === undefined ? null : toRecord(rows[0])
}

/** Where a rule came from, beside what it says. */
export interface DutyOrigin {
  provenance: DutyRule['provenance']
  consultationId: number | null
  actor: string
  atMs: number
}

/** Adds a rule; a rule of the same category and area that is in force when it starts ends then, unless that goes on after
 * the new one has ended: meanwhile the newer one decides, and then that does again. */
export async function addDutyRule(
  transaction: Queryable, rule: NewDutyRule & { validFrom: string },
  { provenance, consultationId, actor, atMs }: DutyOrigin,
): Promise<DutyRuleRecord> {
  await transaction.query(
    `update duty_rules set valid_to = $3
      where category_code = $1 and area_code = $2 and valid_from <= $3 and (valid_to is null or valid_to > $3)
        and ($4::timestamptz is null or valid_to <= $4)`,
    [rule.category, rule.area ?? '', rule.validFrom, rule.validTo ?? null],
  )
  const { rows } = await transaction.query<DutyRow>(
    `insert into duty_rules (category_code, area_code, unit_id, unit_kind, assist_unit_ids, assist_unit_kinds, express,
       examples, valid_from, valid_to, provenance, consultation_id, note, created_at, created_by)
     values ($1, $2, $3, $4, $5::int[], $6::text[], $7, $8::text[], $9, $10, $11, $12, $13, $14, $15) returning *`,
    [
      rule.category, rule.area ?? '', rule.unitId ?? null, rule.unitKind ?? null, rule.assistUnitIds ?? [],
      rule.assistUnitKinds ?? [], rule.express ?? false, rule.examples ?? [], rule.validFrom, rule.validTo ?? null,
      provenance, consultationId, rule.note ?? '', new Date(atMs), actor,
    ],
  )
  return toRecord(rows[0])
}

/** Ends a rule at a time, or at its start where that is later: then it never was in force. */
export async function endDutyRule(transaction: Queryable, id: number, atMs: number): Promise<DutyRuleRecord> {
  const { rows } = await transaction.query<DutyRow>(
    `update duty_rules set valid_to = greatest(valid_from, $2::timestamptz) where id = $1 returning *`,
    [id, new Date(atMs)],
  )
  return toRecord(rows[0])
}

function toRecord(row: DutyRow): DutyRuleRecord {
  return {
    id: row.id,
    category: row.category_code,
    area: row.area_code,
    unitId: row.unit_id,
    unitKind: row.unit_kind,
    assistUnitIds: row.assist_unit_ids,
    assistUnitKinds: row.assist_unit_kinds,
    express: row.express,
    examples: row.examples,
    validFrom: row.valid_from.toISOString(),
    validTo: row.valid_to?.toISOString() ?? null,
    provenance: row.provenance,
    consultationId: row.consultation_id === null ? null : Number(row.consultation_id),
    note: row.note,
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by,
  }
}
