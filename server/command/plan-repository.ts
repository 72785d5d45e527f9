import type { PlanContent, PlanSummary } from '../contract/api/command.ts'
import type { Queryable } from '../db/database.ts'
import type { CityFacts } from '../org/city-facts.ts'
import { areaNamed } from './area-named.ts'

export interface PlanRow extends PlanContent {
  id: number
  version: number
  updatedAt: string
  updatedBy: string
}

interface Row extends Omit<PlanRow, 'id' | 'updatedAt'> {
  id: string
  updated_at: Date
}

const columns = `id, name, name_en as "nameEn", area_code as "areaCode", duties, limits, broadcast,
  roll_call as "rollCall", version, updated_at, updated_by as "updatedBy"`

/** The plans of a scope, by area and name. */
export async function listPlans(
  database: Queryable, city: CityFacts, scopeCode: string,
): Promise<PlanSummary[]> {
  const { rows } = await database.query<
    Omit<PlanSummary, 'id' | 'updatedAt' | 'area'> & { id: string; updated_at: Date }
  >(
    `select id, name, name_en as "nameEn", area_code as "areaCode", jsonb_array_length(duties) as "dutyCount",
            updated_at, updated_by as "updatedBy"
       from command_plans where deleted_at is null and starts_with(area_code, $1) order by area_code, name, id`,
    [scopeCode],
  )
  return rows.map(({ id, updated_at, ...row }) =>
    ({ ...row, id: Number(id), area: areaNamed(city, row.areaCode), updatedAt: updated_at.toISOString() }))
}

/** A plan of a scope; null where there is none. */
export async function readPlan(database: Queryable, id: number, scopeCode: string): Promise<PlanRow | null> {
  const { rows } = await database.query<Row>(
    `select ${columns} from command_plans where id = $1 and deleted_at is null and starts_with(area_code, $2)`,
    [id, scopeCode],
  )
  if (rows[0] === undefined) return null
  const { updated_at, ...row } = rows[0]
  return { ...row, id: Number(row.id), updatedAt: updated_at.toISOString() }
}

/** Adds a plan; answers its id. */
export async function insertPlan(
  transaction: Queryable, plan: PlanContent, actor: string, atMs: number,
): Promise<number> {
  const { rows } = await transaction.query<{ id: string }>(
    `insert into command_plans (name, name_en, area_code, duties, limits, broadcast, roll_call, updated_at, updated_by)
     values ($1, $2, $3, $4::jsonb, $5::jsonb, $6, $7::jsonb, $8, $9) returning id`,
    [...valuesOf(plan), new Date(atMs), actor],
  )
  return Number(rows[0].id)
}

/** Replaces a plan, one version on. */
export async function updatePlan(
  transaction: Queryable, id: number, plan: PlanContent, actor: string, atMs: number,
): Promise<void> {
  await transaction.query(
    `update command_plans
        set name = $1, name_en = $2, area_code = $3, duties = $4::jsonb, limits = $5::jsonb, broadcast = $6,
            roll_call = $7::jsonb, updated_at = $8, updated_by = $9, version = version + 1
      where id = $10`,
    [...valuesOf(plan), new Date(atMs), actor, id],
  )
}

function valuesOf({ name, nameEn, areaCode, duties, limits, broadcast, rollCall }: PlanContent): unknown[] {
  return [
    name, nameEn, areaCode, JSON.stringify(duties), JSON.stringify(limits), broadcast,
    rollCall === null ? null : JSON.stringify(rollCall),
  ]
}
