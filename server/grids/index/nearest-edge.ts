import { AroundSearch, NearestSearch, type NearestEdge, type SearchedLayer } from './edge-search.ts'

/** With so many edge-free cells around the point, whole blocks of cells are passed over; rings would be long. */
const FAR_CELLS = 8

/**
 * The nearest edge of `layer` to a point, if within `withinM` metres, in the plane that touches the ellipsoid at the
 * point. Coordinates that are not finite have no nearest edge.
 */
export function findNearestEdge(layer: SearchedLayer, lng: number, lat: number, withinM: number): NearestEdge {
  const { frame: { minX, minY, perX, perY, columns, rows }, tables } = layer
  const search = new NearestSearch(layer, lng, lat, withinM)
  if (columns === 0 || !Number.isFinite(lng) || !Number.isFinite(lat)) return search.nearest
  const column = Math.floor((lng - minX) * perX)
  const row = Math.floor((lat - minY) * perY)
  const outside = column < 0 || column >= columns || row < 0 || row >= rows
  const clearance = outside ? FAR_CELLS : tables.clearance[row * columns + column]
  if (clearance < FAR_CELLS) searchRings(search, layer, column, row, clearance)
  else searchBlock(search, layer, 0, 0, 2 ** Math.ceil(Math.log2(Math.max(columns, rows))))
  return search.nearest
}

/**
 * Visits cells in growing squares around a cell, from the first that can have an edge until nothing outside the square
 * can be nearer.
 */
function searchRings(
  search: NearestSearch, { frame: { columns, rows } }: SearchedLayer, column: number, row: number, first: number,
): void {
  for (let ring = first; ; ring++) {
    const left = column - ring, right = column + ring, bottom = row - ring, top = row + ring
    if (ring > 0 && search.squaredDistanceOutOf(left + 1, bottom + 1, right, top) > search.squaredReach) return
    if (left < 0 && bottom < 0 && right >= columns && top >= rows) return
    for (let r = Math.max(0, bottom); r <= Math.min(rows - 1, top); r++) {
      const step = r === bottom || r === top || ring === 0 ? 1 : 2 * ring
      for (let c = left; c <= right; c += step) if (c >= 0 && c < columns) search.visitCell(r * columns + c)
    }
  }
}

/**
 * Visits the cells of a square block of `size` (a power of two) by quarters, the nearest quarter first, but for what is
 * too far away or, as the clearance of its middle tells, without edges.
 */
function searchBlock(search: NearestSearch, layer: SearchedLayer, left: number, bottom: number, size: number): void {
  const { columns, rows } = layer.frame
  const right = Math.min(columns, left + size), top = Math.min(rows, bottom + size)
  if (left >= right || bottom >= top) return
  if (search.squaredBoxDistance(left, bottom, right, top) > search.squaredReach) return
  if (size === 1) return search.visitCell(bottom * columns + left)
  const column = (left + right) >> 1, row = (bottom + top) >> 1
  const farthest = Math.max(column - left, right - 1 - column, row - bottom, top - 1 - row)
  if (layer.tables.clearance[row * columns + column] > farthest) return
  const half = size / 2
  const near = search.quarterOf(left + half, bottom + half)
  for (let k = 0; k < 4; k++) {
    const quarter = near ^ k
    searchBlock(search, layer, left + (quarter & 1) * half, bottom + (quarter >> 1) * half, half)
  }
}

/**
 * The grids of `layer` with an edge nearer than `radiusM` metres (finite) to a point, each with the metres to its
 * nearest edge, measured as by findNearestEdge.
 */
export function findGridsWithin(layer: SearchedLayer, lng: number, lat: number, radiusM: number): Map<number, number> {
  const { minX, minY, perX, perY, columns, rows } = layer.frame
  const search = new AroundSearch(layer, lng, lat, radiusM)
  if (columns === 0 || !Number.isFinite(lng) || !Number.isFinite(lat)) return search.distances
  const { lngM, latM } = search.degree
  const reachX = (radiusM / lngM) * perX + 1, reachY = (radiusM / latM) * perY + 1
  const x = (lng - minX) * perX, y = (lat - minY) * perY
  const firstColumn = Math.max(0, Math.floor(x - reachX)), lastColumn = Math.min(columns - 1, Math.floor(x + reachX))
  const lastRow = Math.min(rows - 1, Math.floor(y + reachY))
  for (let row = Math.max(0, Math.floor(y - reachY)); row <= lastRow; row++) {
    for (let column = firstColumn; column <= lastColumn; column++) search.visitCell(row * columns + column)
  }
  return search.distances
}
