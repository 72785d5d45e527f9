import type { ImportLayer } from '../contract/api/imports.ts'

/** Layers that others are built on, in which a row cannot simply be left out. */
const FOUNDATIONS: ReadonlySet<ImportLayer> = new Set([
  'areas', 'units', 'community', 'street', 'exclusive', 'categories', 'workers',
])

/**
 * How bad it is that a row is refused. Without an area, a grid, a unit or a worker the city would be another: an error.
 * A camera or an old case is left out and listed.
 */
export function refusedSeverity(layer: ImportLayer): 'error' | 'warning' {
  return FOUNDATIONS.has(layer) ? 'error' : 'warning'
}
