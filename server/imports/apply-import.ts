import type { Queryable } from '../db/database.ts'

/** Written by part B: applies what an import staged besides boundaries. */
export async function applyImport(_transaction: Queryable, importId: number): Promise<void> {
  throw new Error(`Import ${importId} cannot be applied yet`)
}
