import type { Queryable } from '../db/database.ts'
import type { Taker } from './flow/standing.ts'

/** Whose part in a case is asked about: a unit's, or a worker's. */
export interface PartTaker {
  unitId?: number | undefined
  workerId?: number | undefined
}

/** A condition of SQL on `cases`: the unit or worker of these parameters was ever sent it, asked about it, or reported it. */
export function partCondition(unitId: string, workerId: string): string {
  return `(
    exists (select 1 from orders where orders.case_id = cases.id
             and (orders.unit_id = ${unitId}::int or orders.worker_id = ${workerId}::int))
    or cases.unit_id = ${unitId}::int
    or cases.first_unit_id = ${unitId}::int
    or cases.pending @> jsonb_build_object('consultation', jsonb_build_object('unitIds', jsonb_build_array(${unitId}::int)))
    or cases.watcher_worker_id = ${workerId}::int
    or cases.reporter_worker_id = ${workerId}::int)`
}

/** Whether a unit or a worker has a part in a case, or had one. */
export async function hasPart(database: Queryable, caseId: number, { unitId, workerId }: PartTaker): Promise<boolean> {
  const { rows } = await database.query(
    `select 1 from cases where id = $1 and ${partCondition('$2', '$3')}`, [caseId, unitId ?? null, workerId ?? null],
  )
  return rows.length > 0
}

/** Who looks at cases: a scope, and of units and workers whose. */
export type Viewer = Pick<Taker, 'role' | 'scopeCode' | 'unitId' | 'workerId'>

/** A condition of SQL on `cases`: units and workers see what they have a part in, all others what lies in their scope. */
export function visibleCondition(
  { role, scopeCode, unitId, workerId }: Viewer, parameter: (value: unknown) => string,
): string {
  return role === 'unit' || role === 'worker'
    ? partCondition(parameter(unitId ?? null), parameter(workerId ?? null))
    : `cases.area_code like ${parameter(scopeCode)} || '%'`
}
