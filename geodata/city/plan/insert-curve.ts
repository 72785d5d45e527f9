import type { PlanarMap } from '../planar-map.ts'
import { simplify } from './streamline-cut.ts'
import type { Point } from './site.ts'

interface Crossing {
  /** Place along the polyline: segment number plus share. */
  place: number
  vertex: number
}

/**
 * Draws a polyline across the whole map: splits the edges that it crosses and cuts every face between two crossings.
 * What dangles before the first and after the last crossing is dropped; a polyline that ends where it began is closed. Crossings within `gapM` of a vertex use it.
 * Brute force over all edges: meant for the few dozen main curves of a city, before the fine ones.
 * Returns the number of faces that it added.
 */
export function insertCurve(map: PlanarMap, points: readonly Point[], curve: number, gapM: number): number {
  const crossings = findCrossings(map, points, gapM)
  const before = map.faceCount
  const isClosed = distance(points[0]!, points.at(-1)!) < 0.001
  const course = isClosed ? [...points, ...points.slice(1)] : points
  if (isClosed && crossings.length > 1) {
    crossings.push({ place: crossings[0]!.place + points.length - 1, vertex: crossings[0]!.vertex })
  }
  for (let index = 1; index < crossings.length; index++) {
    const from = crossings[index - 1]!
    const to = crossings[index]!
    if (from.vertex === to.vertex) continue
    const inner = course.filter((point, number) => {
      if (number <= from.place || number >= to.place) return false
      return distance(place(map, from.vertex), point) > gapM && distance(place(map, to.vertex), point) > gapM
    })
    cutBetween(map, from.vertex, to.vertex, inner, curve)
  }
  return map.faceCount - before
}

function place(map: PlanarMap, vertex: number): Point {
  return [map.x[vertex]!, map.y[vertex]!]
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1])
}

function findCrossings(map: PlanarMap, points: readonly Point[], gapM: number): Crossing[] {
  const found: Crossing[] = []
  for (let segment = 0; segment + 1 < points.length; segment++) {
    const [ax, ay] = points[segment]!
    const [bx, by] = points[segment + 1]!
    // splitting an edge adds one behind it, so only those present now are looked at
    const here: { t: number; edge: number; x: number; y: number }[] = []
    for (let edge = 0; edge < map.origin.length; edge += 2) {
      const u = map.origin[edge]!
      const v = map.origin[edge + 1]!
      const cx = map.x[u]!
      const cy = map.y[u]!
      const sx = map.x[v]! - cx
      const sy = map.y[v]! - cy
      const rx = bx - ax
      const ry = by - ay
      const denominator = rx * sy - ry * sx
      if (denominator === 0) continue
      const t = ((cx - ax) * sy - (cy - ay) * sx) / denominator
      const share = ((cx - ax) * ry - (cy - ay) * rx) / denominator
      if (t < 0 || t >= 1 || share < 0 || share >= 1) continue
      here.push({ t, edge, x: ax + rx * t, y: ay + ry * t })
    }
    here.sort((a, b) => a.t - b.t)
    for (const { t, edge, x, y } of here) found.push({ place: segment + t, vertex: vertexAt(map, edge, x, y, gapM) })
  }
  return found.filter((crossing, index) => index === 0 || crossing.vertex !== found[index - 1]!.vertex)
}

function vertexAt(map: PlanarMap, edge: number, x: number, y: number, gapM: number): number {
  for (const vertex of [map.origin[edge]!, map.origin[edge + 1]!]) {
    if (Math.hypot(map.x[vertex]! - x, map.y[vertex]! - y) < gapM) return vertex
  }
  return map.origin[map.splitEdge(edge, x, y)]!
}

/** Cuts the one face that has both vertices on its border and the polyline inside. */
function cutBetween(map: PlanarMap, from: number, to: number, inner: Point[], curve: number): void {
  const points: Point[] = [place(map, from), ...inner, place(map, to)]
  const middle = Math.floor((points.length - 1) / 2)
  const x = (points[middle]![0] + points[middle + 1]![0]) / 2
  const y = (points[middle]![1] + points[middle + 1]![1]) / 2
  const starts = halfEdgesAt(map, from)
  const ends = halfEdgesAt(map, to)
  for (const a of starts) {
    const b = ends.find((candidate) => map.face[candidate] === map.face[a] && map.face[a] !== 0)
    if (b === undefined || !faceContains(map, map.face[a]!, x, y)) continue
    if (map.destination(a) === to || map.destination(b) === from) return
    map.splitFace(a, b, simplify(points, 1.2).slice(1, -1), curve)
    return
  }
}

function halfEdgesAt(map: PlanarMap, vertex: number): number[] {
  const result: number[] = []
  for (let halfEdge = 0; halfEdge < map.origin.length; halfEdge++) {
    if (map.origin[halfEdge] === vertex) result.push(halfEdge)
  }
  return result
}

/** Whether a place lies in a face, by counting crossings of its border. */
export function faceContains(map: PlanarMap, face: number, x: number, y: number): boolean {
  let inside = false
  for (const halfEdge of map.loop(face)) {
    const a = map.origin[halfEdge]!
    const b = map.destination(halfEdge)
    const ya = map.y[a]!
    const yb = map.y[b]!
    if (ya > y !== yb > y && x < ((map.x[b]! - map.x[a]!) * (y - ya)) / (yb - ya) + map.x[a]!) inside = !inside
  }
  return inside
}
