import { boxesMeet, boxOf, crossingOf, type Edge, lineKeyOf, ON_EDGE_DEG, type Point } from './plane.ts'
import { PointTable } from './point-table.ts'
import { edgesOf, pointsOf, type Polygon } from './polygon.ts'

/** A drawn line, cut wherever it meets the edges of polygons or itself. */
export interface NodedLine {
  /** Each once, in no particular direction. */
  pieces: Edge[]
  /** Where the line has a vertex now: to be inserted into whatever has an edge there. */
  points: Point[]
}

/** Cuts a line (three points and more with `closed` for a ring). Vertices of the polygons that it passes through to a
 * tenth of a millimetre are taken as they are. */
export function nodeLine(line: readonly Point[], closed: boolean, polygons: readonly Polygon[]): NodedLine {
  const vertices = new PointTable(pointsOf(polygons))
  const own = line.map((point) => vertices.nearest(point, ON_EDGE_DEG) ?? point)
  const segments = own.slice(1).map((to, index): Edge => [own[index], to])
  if (closed) segments.push([own[own.length - 1], own[0]])
  // points as near as this to each other are one, else a line that begins on an edge would cross it beside its own end
  const known = new PointTable([...pointsOf(polygons), ...own])
  const crossings: Point[] = []
  const take = (at: Point) => {
    const near = crossings.some((other) => Math.hypot(other[0] - at[0], other[1] - at[1]) <= ON_EDGE_DEG)
    if (!near && known.nearest(at, ON_EDGE_DEG) === null) crossings.push(at)
  }
  const edges = [...edgesOf(polygons), ...segments]
  for (const segment of segments) {
    const box = boxOf(segment)
    for (const edge of edges) {
      const at = boxesMeet(boxOf(edge), box) ? crossingOf(segment, edge) : null
      if (at !== null) take(at)
    }
  }
  const stops = new PointTable([...pointsOf(polygons), ...own, ...crossings])
  const pieces = new Map<string, Edge>()
  for (const [from, to] of segments) {
    const path = [from, ...stops.onEdge(from, to), to]
    for (let index = 1; index < path.length; index++) {
      const key = lineKeyOf(path[index - 1], path[index])
      if (path[index - 1] !== path[index]) pieces.set(key, [path[index - 1], path[index]])
    }
  }
  return { pieces: [...pieces.values()], points: [...own, ...crossings] }
}
