import { middleOf, nearestOnEdge, type Point, samePoint } from './shared-edges/plane.ts'
import { edgesOf, type Polygon } from './shared-edges/polygon.ts'
import type { Move } from './shared-edges/move-vertices.ts'

/** What a grid can be taken hold of by. */
export type Handle =
  | { type: 'vertex'; at: Point }
  /** The middle of an edge: dragged, it becomes a vertex. */
  | { type: 'middle'; at: Point; ends: readonly [Point, Point] }
  /** Anywhere else on an edge: dragged, both its ends go along. */
  | { type: 'edge'; at: Point; ends: readonly [Point, Point] }

/** The handle within `reach` (degrees of latitude) of a place; a vertex is preferred to a middle, that to an edge. */
export function handleAt(polygons: readonly Polygon[], place: Point, reach: number): Handle | null {
  const shrink = Math.cos((place[1] * Math.PI) / 180)
  const away = (point: Point) => Math.hypot((point[0] - place[0]) * shrink, point[1] - place[1])
  let best: Handle | null = null
  let bestAway = Infinity
  const offer = (handle: Handle, handicap: number) => {
    const distance = away(handle.at)
    if (distance > reach || distance + handicap >= bestAway) return
    best = handle
    bestAway = distance + handicap
  }
  for (const [from, to] of edgesOf(polygons)) {
    offer({ type: 'vertex', at: from }, 0)
    offer({ type: 'middle', at: middleOf(from, to), ends: [from, to] }, reach)
    offer({ type: 'edge', at: nearestOnEdge(place, from, to), ends: [from, to] }, 2 * reach)
  }
  return best
}

/** The moves that dragging a handle to a place means, and the place on an edge that becomes a vertex first, if any. */
export function movesOf(handle: Handle, to: Point): { moves: Move[]; insertAt: Point | null } {
  if (handle.type === 'vertex') return { moves: [{ from: handle.at, to }], insertAt: null }
  if (handle.type === 'middle') return { moves: [{ from: handle.at, to }], insertAt: handle.at }
  const [dx, dy] = [to[0] - handle.at[0], to[1] - handle.at[1]]
  const moves = handle.ends.map((from): Move => ({ from, to: [from[0] + dx, from[1] + dy] }))
  return { moves: moves.filter((move) => !samePoint(move.from, move.to)), insertAt: null }
}
