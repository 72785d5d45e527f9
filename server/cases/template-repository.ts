import type { FlowTemplate } from '../contract/api/case-steps.ts'
import type { Queryable } from '../db/database.ts'

/** All templates in their order, by code. */
export async function readTemplates(database: Queryable): Promise<Map<string, FlowTemplate>> {
  const { rows } = await database.query<FlowTemplate>(
    'select code, name, name_en as "nameEn", express, steps from flow_templates order by position, code',
  )
  return new Map(rows.map((template) => [template.code, template]))
}
