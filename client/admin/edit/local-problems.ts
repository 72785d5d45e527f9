import type { LocalProblem } from './editor-state.ts'
import { problemsOf } from './shared-edges/check.ts'
import { boxOf, type Edge, keyOf, middleOf, type Point } from './shared-edges/plane.ts'
import { edgesOf, placeIn } from './shared-edges/polygon.ts'
import { boxOfGrid, type Change, gridsNear, type Sheet, type SheetGrid } from './shared-edges/sheet.ts'

/** How far beside an edge one looks for what lies there: a centimetre. */
const BESIDE_DEG = 1e-7

/** What can be seen at once to be wrong about unsaved changes: as problemsOf, and ground that has lost its grid. */
export function localProblems(loaded: Sheet, sheet: Sheet, change: Change): LocalProblem[] {
  return [...problemsOf(sheet, change.keys()), ...lostGround(loaded, sheet, change)]
}

/** Community grids whose ground is no longer covered, each once with one place of it. */
function lostGround(loaded: Sheet, sheet: Sheet, change: Change): LocalProblem[] {
  const before = [...change.keys()].map((id) => loaded.get(id)).filter((grid) => grid?.layer === 'community')
  const lost = new Map<number, Point>()
  const seen = new Set<string>()
  for (const grid of before as SheetGrid[]) {
    const near = gridsNear(sheet, boxOfGrid(grid))
    // a grid that nothing is left around has no edge to look from
    if (near.length === 0) lost.set(grid.id, grid.polygons[0][0][0])
    for (const place of besideOpenEdges(near)) {
      if (seen.has(keyOf(place))) continue
      seen.add(keyOf(place))
      const owner = (before as SheetGrid[]).find(({ polygons }) => placeIn(polygons, place) === 'inside')
      if (owner === undefined || lost.has(owner.id)) continue
      const covered = gridsNear(sheet, boxOf([place])).some(({ polygons }) => placeIn(polygons, place) !== 'outside')
      if (!covered) lost.set(owner.id, place)
    }
  }
  return [...lost].map(([id, at]) => ({ kind: 'gap', ids: [id], at }))
}

/** A place on the outer side of each edge that no other of these grids has. */
function besideOpenEdges(grids: readonly SheetGrid[]): Point[] {
  const edges = edgesOf(grids.flatMap(({ polygons }) => polygons))
  const directed = new Set(edges.map(([from, to]) => `${keyOf(from)},${keyOf(to)}`))
  return edges.filter(([from, to]) => !directed.has(`${keyOf(to)},${keyOf(from)}`)).map(beside)
}

function beside([from, to]: Edge): Point {
  const [lng, lat] = middleOf(from, to)
  const length = Math.hypot(to[0] - from[0], to[1] - from[1])
  return [lng + ((to[1] - from[1]) / length) * BESIDE_DEG, lat - ((to[0] - from[0]) / length) * BESIDE_DEG]
}
