import type { ImportLayer } from '../../../server/contract/api/imports.ts'

interface LayerGroup {
  group: 'boundaries' | 'organisation' | 'things' | 'ground'
  layers: readonly ImportLayer[]
}

/** What kinds of layers there are, as a clerk looks for them. */
export const LAYER_GROUPS: readonly LayerGroup[] = [
  { group: 'boundaries', layers: ['areas', 'community', 'street', 'exclusive'] },
  { group: 'organisation', layers: ['units', 'categories', 'workers'] },
  { group: 'things', layers: ['cameras', 'devices', 'components', 'cases'] },
  { group: 'ground', layers: ['roads', 'buildings', 'water', 'parks', 'railways', 'places'] },
]

const WITHOUT_PLACE = new Set<ImportLayer>(['units', 'categories', 'workers'])
const POINTS = new Set<ImportLayer>(['cameras', 'devices', 'components', 'cases', 'places'])
const WITH_RINGS = new Set<ImportLayer>(['areas', 'community', 'street', 'exclusive', 'buildings', 'water', 'parks'])
const WITH_PARENTS = new Set<ImportLayer>(['areas', 'community', 'street', 'exclusive'])

/** Whether rows of a layer lie somewhere, so that a datum matters. */
export function hasPlace(layer: ImportLayer): boolean {
  return !WITHOUT_PLACE.has(layer)
}

/** Whether shapes of a layer can be open or cross themselves. */
export function hasRings(layer: ImportLayer): boolean {
  return WITH_RINGS.has(layer)
}

/** Whether rows of a layer belong to the area above them. */
export function hasParents(layer: ImportLayer): boolean {
  return WITH_PARENTS.has(layer)
}

/** The columns that a CSV may give a place of this layer in. */
export function placeFields(layer: ImportLayer): readonly string[] {
  if (!hasPlace(layer)) return []
  return POINTS.has(layer) ? ['lng', 'lat', 'wkt'] : ['wkt']
}
