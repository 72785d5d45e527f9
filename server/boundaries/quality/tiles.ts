/** West, south, east, north in degrees. */
export type Box = [west: number, south: number, east: number, north: number]

/** A polygon as far as the work of uniting it goes. */
export interface Weight {
  box: Box
  points: number
}

/** A tile is not cut more often than this: so many polygons in one place lie over each other. */
const DEEPEST = 10

/**
 * Cuts a box into tiles, halving it across its longer side until none has more than `mostPoints` points of the polygons
 * in it, their points taken as spread evenly over their boxes. Together the tiles are the box; they share only edges.
 */
export function cutIntoTiles(box: Box, polygons: readonly Weight[], mostPoints: number, depth = 0): Box[] {
  const here = polygons.filter((polygon) => meets(polygon.box, box))
  const points = here.reduce((sum, polygon) => sum + polygon.points * shareWithin(polygon.box, box), 0)
  if (points <= mostPoints || depth === DEEPEST) return [box]
  return halves(box).flatMap((half) => cutIntoTiles(half, here, mostPoints, depth + 1))
}

function halves([west, south, east, north]: Box): Box[] {
  if (east - west > north - south) {
    const middle = (west + east) / 2
    return [[west, south, middle, north], [middle, south, east, north]]
  }
  const middle = (south + north) / 2
  return [[west, south, east, middle], [west, middle, east, north]]
}

function meets(a: Box, b: Box): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]
}

/** Which part of the box `a` lies in `b`; a box without width or height counts by its length. */
function shareWithin(a: Box, b: Box): number {
  return shareOf(a[0], a[2], b[0], b[2]) * shareOf(a[1], a[3], b[1], b[3])
}

function shareOf(from: number, to: number, low: number, high: number): number {
  if (to <= from) return 1
  return Math.max(0, Math.min(to, high) - Math.max(from, low)) / (to - from)
}
