import type { GridIndex } from './grid-index.ts'

/** The index with the units that its grids have now: the same object where they have them already. */
export function withUnits(index: GridIndex, units: readonly { id: number; unitId: number }[]): GridIndex {
  const unitOf = new Map(units.map(({ id, unitId }) => [id, unitId]))
  const changed = [...index.grids.values()].filter(({ gridId, unitId }) => unitId !== (unitOf.get(gridId) ?? null))
  if (changed.length === 0) return index
  const grids = new Map(index.grids)
  for (const record of changed) grids.set(record.gridId, { ...record, unitId: unitOf.get(record.gridId) ?? null })
  return { ...index, grids }
}
