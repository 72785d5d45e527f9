import type { Identity } from '../auth/identity.ts'

/** Whose phone asks: a unit's or a worker's; of neither: a desk's, which only looks. */
export interface FieldPerson {
  unitId: number | null
  workerId: number | null
  scopeCode: string
}

/** The unit or worker of an account. */
export function fieldPersonOf(identity: Identity): FieldPerson {
  const { scopeCode } = identity
  if (identity.type !== 'account') return { unitId: null, workerId: null, scopeCode }
  return { unitId: identity.unitId ?? null, workerId: identity.workerId ?? null, scopeCode }
}

/** Whether this is the phone of a unit or a worker. */
export function isInField({ unitId, workerId }: FieldPerson): boolean {
  return unitId !== null || workerId !== null
}
