import type { Position } from 'geojson'

type Ring = Position[]

interface Measured {
  ring: Ring
  /** Positive: clockwise, as outer rings of a Shapefile are. */
  area: number
  box: [west: number, south: number, east: number, north: number]
}

/**
 * The rings of one record of a Shapefile as polygons, outer ring first. Clockwise rings are outer ones, the others
 * holes of the smallest one around them. Files that turn their rings the wrong way (there is a hole in nothing) are
 * taken by what lies in what: each second ring inwards is a hole.
 */
export function groupRings(rings: readonly Ring[]): Ring[][] {
  if (rings.length < 2) return rings.map((ring) => [ring])
  const measured = rings.map(measure)
  const outers = measured.filter(({ area }) => area >= 0)
  const polygons = new Map(outers.map((outer) => [outer, [outer.ring]]))
  for (const hole of measured) {
    if (hole.area >= 0) continue
    const around = smallestAround(hole, outers)
    if (!around) return groupByNesting(measured)
    polygons.get(around)!.push(hole.ring)
  }
  return [...polygons.values()]
}

function groupByNesting(measured: readonly Measured[]): Ring[][] {
  const bySize = [...measured].sort((a, b) => Math.abs(b.area) - Math.abs(a.area))
  const depths = new Map<Measured, number>()
  const polygons = new Map<Measured, Ring[]>()
  for (const [index, one] of bySize.entries()) {
    const around = smallestAround(one, bySize.slice(0, index))
    const depth = around ? depths.get(around)! + 1 : 0
    depths.set(one, depth)
    if (depth % 2 === 0) polygons.set(one, [one.ring])
    else polygons.get(around!)!.push(one.ring)
  }
  return [...polygons.values()]
}

function smallestAround(inner: Measured, candidates: readonly Measured[]): Measured | undefined {
  let smallest: Measured | undefined
  for (const outer of candidates) {
    if (smallest && Math.abs(outer.area) >= Math.abs(smallest.area)) continue
    if (boxHolds(outer.box, inner.box) && ringHolds(outer.ring, inner.ring)) smallest = outer
  }
  return smallest
}

function measure(ring: Ring): Measured {
  const [x0, y0] = (ring[0] ?? [0, 0]) as [number, number]
  const box: Measured['box'] = [Infinity, Infinity, -Infinity, -Infinity]
  let area = 0
  let [lastX, lastY] = ring.at(-1) ?? [0, 0]
  for (const [x, y] of ring as [number, number][]) {
    area += (x - x0) * (lastY! - y0) - (lastX! - x0) * (y - y0)
    ;[lastX, lastY] = [x, y]
    box[0] = Math.min(box[0], x)
    box[1] = Math.min(box[1], y)
    box[2] = Math.max(box[2], x)
    box[3] = Math.max(box[3], y)
  }
  return { ring, area: area / 2, box }
}

function boxHolds(outer: Measured['box'], inner: Measured['box']): boolean {
  return outer[0] <= inner[0] && outer[1] <= inner[1] && outer[2] >= inner[2] && outer[3] >= inner[3]
}

/** Whether `inner` lies in `outer`, by its first point that is not on its edge. */
function ringHolds(outer: Ring, inner: Ring): boolean {
  for (const point of inner) {
    const side = sideOf(outer, point[0]!, point[1]!)
    if (side !== 'edge') return side === 'inside'
  }
  return true
}

function sideOf(ring: Ring, x: number, y: number): 'inside' | 'outside' | 'edge' {
  let inside = false
  for (let index = 0, before = ring.length - 1; index < ring.length; before = index++) {
    const [x1, y1] = ring[before] as [number, number]
    const [x2, y2] = ring[index] as [number, number]
    const turn = (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1)
    const between = Math.min(x1, x2) <= x && x <= Math.max(x1, x2) && Math.min(y1, y2) <= y && y <= Math.max(y1, y2)
    if (turn === 0 && between) return 'edge'
    if (y1 > y !== y2 > y && turn > 0 === y2 > y1) inside = !inside
  }
  return inside ? 'inside' : 'outside'
}
