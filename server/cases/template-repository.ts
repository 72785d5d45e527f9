import type { FlowTemplate } from '../contract/api/case-steps.ts'
import type { CaseStatus } from '../contract/api/cases.ts'
import type { Queryable } from '../db/database.ts'
import { IS_OPEN } from './case-filter.ts'

const COLUMNS = 'code, name, name_en as "nameEn", express, steps'

/** All templates in their order, by code. */
export async function readTemplates(database: Queryable): Promise<Map<string, FlowTemplate>> {
  const { rows } = await database.query<FlowTemplate>(
    `select ${COLUMNS} from flow_templates order by position, code`,
  )
  return new Map(rows.map((template) => [template.code, template]))
}

/** A template, locked until the transaction ends, or null. */
export async function findTemplate(transaction: Queryable, code: string): Promise<FlowTemplate | null> {
  const { rows } = await transaction.query<FlowTemplate>(
    `select ${COLUMNS} from flow_templates where code = $1 for update`, [code],
  )
  return rows[0] ?? null
}

/** Adds a template behind the others; false where there is one of its code. */
export async function insertTemplate(
  transaction: Queryable, { code, name, nameEn, express, steps }: FlowTemplate,
): Promise<boolean> {
  const { rowCount } = await transaction.query(
    `insert into flow_templates (code, name, name_en, express, steps, position)
     select $1, $2, $3, $4::boolean, $5::jsonb, coalesce(max(position), 0) + 1 from flow_templates
     on conflict (code) do nothing`,
    [code, name, nameEn, express, JSON.stringify(steps)],
  )
  return rowCount === 1
}

export async function updateTemplate(
  transaction: Queryable, { code, name, nameEn, express, steps }: FlowTemplate,
): Promise<void> {
  await transaction.query(
    'update flow_templates set name = $2, name_en = $3, express = $4, steps = $5 where code = $1',
    [code, name, nameEn, express, JSON.stringify(steps)],
  )
}

/** How many unfinished cases of a template have this status. */
export async function countUnfinishedAt(database: Queryable, code: string, status: CaseStatus): Promise<number> {
  const { rows } = await database.query<{ count: number }>(
    `select count(*)::int as count from cases where template = $1 and status = $2 and ${IS_OPEN}`, [code, status],
  )
  return rows[0].count
}
