import { type Edge, keyOf, type Point, samePoint, side } from './plane.ts'
import { placeIn, type Polygon, type Ring, signedArea } from './polygon.ts'
import { EditRefusal } from './refusal.ts'

/**
 * The polygons that lie left of `edges`: walks along each edge and always takes the sharpest turn to the left, so that
 * what only touches in a vertex comes apart. An edge that leads nowhere (both sides are the same polygon) vanishes. No
 * vertex is moved. Throws EditRefusal 'unclear' where the edges do not close.
 */
export function traceFaces(edges: readonly Edge[]): Polygon[] {
  const leaving = new Map<string, Edge[]>()
  for (const edge of edges) {
    const key = keyOf(edge[0])
    const others = leaving.get(key)
    if (others) others.push(edge)
    else leaving.set(key, [edge])
  }
  const used = new Set<Edge>()
  const polygons: Ring[][] = []
  const loose: Ring[] = []
  for (const start of edges) {
    if (used.has(start)) continue
    const rings = simpleRings(walk(start, leaving, used))
    const outer = rings.filter((ring) => signedArea(ring) > 0)
    const holes = rings.filter((ring) => signedArea(ring) < 0)
    if (outer.length > 1) throw new EditRefusal('unclear')
    if (outer.length === 1) polygons.push([outer[0], ...holes])
    else loose.push(...holes)
  }
  for (const hole of loose) {
    const around = polygons
      .filter(([outer]) => surrounds(outer, hole))
      .sort((a, b) => signedArea(a[0]) - signedArea(b[0]))[0]
    if (around === undefined) throw new EditRefusal('unclear')
    around.push(hole)
  }
  return polygons
}

function walk(start: Edge, leaving: Map<string, Edge[]>, used: Set<Edge>): Point[] {
  const points: Point[] = []
  let edge = start
  do {
    if (used.has(edge)) throw new EditRefusal('unclear')
    used.add(edge)
    points.push(edge[0])
    const [from, at] = edge
    const next = (leaving.get(keyOf(at)) ?? []).reduce<Edge | null>(
      (best, candidate) => (best === null || comesBefore(at, from, candidate[1], best[1]) ? candidate : best),
      null,
    )
    if (next === null) throw new EditRefusal('unclear')
    edge = next
  } while (edge !== start)
  return points
}

/** Whether, turning clockwise at `at` and beginning at the direction of `from`, `a` comes up before `b`. */
function comesBefore(at: Point, from: Point, a: Point, b: Point): boolean {
  const [quarterA, quarterB] = [turnOf(at, from, a), turnOf(at, from, b)]
  return quarterA === quarterB ? side(at, a, b) < 0 : quarterA < quarterB
}

/** 0: less than half a turn clockwise; 1: half a turn; 2: more; 3: all the way round, back along the same line. */
function turnOf(at: Point, from: Point, to: Point): 0 | 1 | 2 | 3 {
  const turn = side(at, from, to)
  if (turn < 0) return 0
  if (turn > 0) return 2
  const ahead = (from[0] - at[0]) * (to[0] - at[0]) + (from[1] - at[1]) * (to[1] - at[1])
  return ahead > 0 ? 3 : 1
}

/** Cuts a walk that visits vertices twice into rings that do not. */
function simpleRings(points: readonly Point[]): Ring[] {
  const rings: Ring[] = []
  const path: Point[] = []
  const depth = new Map<string, number>()
  for (const point of points) {
    const key = keyOf(point)
    const before = depth.get(key)
    if (before !== undefined) {
      const ring = path.splice(before)
      for (const passed of ring) depth.delete(keyOf(passed))
      if (ring.length >= 3) rings.push(ring)
    }
    depth.set(key, path.length)
    path.push(point)
  }
  if (path.length >= 3) rings.push(path)
  return rings
}

function surrounds(outer: Ring, hole: Ring): boolean {
  if (hole.every((point) => outer.some((vertex) => samePoint(point, vertex)))) return false
  for (const point of hole) {
    const place = placeIn([[outer]], point)
    if (place !== 'edge') return place === 'inside'
  }
  return false
}
