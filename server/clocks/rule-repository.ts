import type { LimitRule, LimitSet, SupervisionRule } from '../contract/api/clocks.ts'
import type { Queryable } from '../db/database.ts'

/** A rule as it is written; its times are ISO 8601. */
export type NewLimitRule = Omit<LimitRule, 'id'>

type LimitRuleRow = Omit<LimitRule, 'validFrom' | 'validTo'> & { valid_from: Date; valid_to: Date | null }

/** All rules of limits, of sets that are off as well, in the order in which people read them. */
export async function readLimitRules(database: Queryable): Promise<LimitRule[]> {
  const { rows } = await database.query<LimitRuleRow>(
    `select id, set_code as "setCode", category_prefix as "categoryPrefix", area_prefix as "areaPrefix", stage,
            amount::float8 as amount, kind, counted_from as "countedFrom", source, valid_from, valid_to
       from limit_rules
      order by set_code, area_prefix, category_prefix,
               array_position(array['accept', 'dispatch', 'handle', 'feedback'], stage), id`,
  )
  return rows.map(({ valid_from, valid_to, ...rule }) =>
    ({ ...rule, validFrom: valid_from.toISOString(), validTo: valid_to?.toISOString() ?? null }))
}

/** The sets that rules come in. */
export async function readLimitSets(database: Queryable): Promise<LimitSet[]> {
  const { rows } = await database.query<LimitSet>(
    'select code, name, name_en as "nameEn", enabled from limit_sets order by code desc',
  )
  return rows
}

/** Switches a set on or off; whether there is one. */
export async function enableLimitSet(transaction: Queryable, code: string, enabled: boolean): Promise<boolean> {
  const { rowCount } = await transaction.query('update limit_sets set enabled = $2 where code = $1', [code, enabled])
  return rowCount === 1
}

const valuesOf = (rule: NewLimitRule) => [
  rule.setCode, rule.categoryPrefix, rule.areaPrefix, rule.stage, rule.amount, rule.kind, rule.countedFrom, rule.source,
  rule.validFrom, rule.validTo,
]

/** Keeps a new rule; answers its id. */
export async function insertLimitRule(transaction: Queryable, rule: NewLimitRule): Promise<number> {
  const { rows } = await transaction.query<{ id: number }>(
    `insert into limit_rules (set_code, category_prefix, area_prefix, stage, amount, kind, counted_from, source,
                              valid_from, valid_to)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning id`,
    valuesOf(rule),
  )
  return rows[0].id
}

/** Puts another rule in the place of this one. */
export async function updateLimitRule(transaction: Queryable, { id, ...rule }: LimitRule): Promise<void> {
  await transaction.query(
    `update limit_rules set set_code = $2, category_prefix = $3, area_prefix = $4, stage = $5, amount = $6, kind = $7,
            counted_from = $8, source = $9, valid_from = $10, valid_to = $11
      where id = $1`,
    [id, ...valuesOf(rule)],
  )
}

export async function deleteLimitRule(transaction: Queryable, id: number): Promise<void> {
  await transaction.query('delete from limit_rules where id = $1', [id])
}

/** The rules of supervision, those of the smallest areas last. */
export async function readSupervisionRules(database: Queryable): Promise<SupervisionRule[]> {
  const { rows } = await database.query<SupervisionRule>(
    `select stage, amount::float8 as amount, kind, level, area_prefix as "areaPrefix", note
       from supervision_rules order by length(area_prefix), area_prefix, stage`,
  )
  return rows
}

/** Puts these rules in the place of all that were; every delayed case is looked at again. */
export async function replaceSupervisionRules(
  transaction: Queryable, rules: readonly SupervisionRule[], nowMs: number,
): Promise<void> {
  await transaction.query('delete from supervision_rules')
  await transaction.query(
    `insert into supervision_rules (stage, amount, kind, level, area_prefix, note)
     select stage, amount, kind, level, "areaPrefix", note from jsonb_to_recordset($1::jsonb)
         as t (stage int, amount numeric, kind text, level text, "areaPrefix" text, note text)`,
    [JSON.stringify(rules)],
  )
  await transaction.query(
    `update case_clocks set next_change_at = $1
      where stage = 'handle' and colour = 'red' and stopped_at is null and paused_at is null`,
    [new Date(nowMs)],
  )
}
