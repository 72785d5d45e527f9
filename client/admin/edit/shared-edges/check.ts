import {
  type Box, boxesMeet, boxOf, crossingOf, distanceToEdge, type Edge, keyOf, lineKeyOf, middleOf, ON_EDGE_DEG,
  type Point,
} from './plane.ts'
import { areaM2Of, edgesOf, innerPoint, placeIn, type Polygon, signedArea } from './polygon.ts'
import { EditRefusal } from './refusal.ts'
import { boxOfGrid, type Change, gridsNear, type Sheet, type SheetGrid, withChange } from './sheet.ts'

/** 'invalid': a ring crosses or touches itself. 'overlap': two grids cover the same ground. 'sliver': too thin to be
 * meant. */
export interface Problem {
  kind: 'invalid' | 'overlap' | 'sliver'
  ids: readonly number[]
  at: Point
}

/** A part of a grid under this area, or thinner than this on average, is a sliver. */
const SLIVER_M2 = 20
const SLIVER_WIDTH_M = 1

/** What is wrong in the grids `ids` and between them and all others. Grids of the exclusive layer may overlap. */
export function problemsOf(sheet: Sheet, ids: Iterable<number>): Problem[] {
  const problems: Problem[] = []
  const seen = new Set<number>()
  for (const id of ids) {
    const grid = sheet.get(id)
    if (grid === undefined) continue
    seen.add(id)
    const own = selfProblem(grid)
    if (own !== null) problems.push({ kind: 'invalid', ids: [id], at: own })
    const sliver = own === null ? grid.polygons.find(isSliver) : undefined
    if (sliver !== undefined) problems.push({ kind: 'sliver', ids: [id], at: innerPoint(sliver) })
    if (grid.layer === 'exclusive') continue
    for (const other of gridsNear(sheet, boxOfGrid(grid))) {
      if (seen.has(other.id)) continue
      const at = overlapOf(grid, other)
      if (at !== null) problems.push({ kind: 'overlap', ids: [id, other.id].sort((a, b) => a - b), at })
    }
  }
  return problems
}

/** The sheet after `change`. Throws EditRefusal where a grid would become invalid, or overlap one that it did not
 * overlap before; what was wrong already does not stand in the way. */
export function applyChecked(sheet: Sheet, change: Change): Sheet {
  const next = withChange(sheet, change)
  const nameOf = ({ kind, ids }: Problem) => `${kind} ${ids.join(' ')}`
  const after = problemsOf(next, change.keys()).filter(({ kind }) => kind !== 'sliver')
  if (after.length === 0) return next
  const before = new Set(problemsOf(sheet, change.keys()).map(nameOf))
  const worse = after.find((problem) => !before.has(nameOf(problem)))
  if (worse !== undefined) throw new EditRefusal(worse.kind === 'overlap' ? 'overlap' : 'invalid', worse.ids)
  return next
}

function isSliver(polygon: Polygon): boolean {
  const areaM2 = areaM2Of([polygon])
  const lengthM = edgesOf([polygon]).reduce((sum, [a, b]) => sum + Math.hypot(a[0] - b[0], a[1] - b[1]), 0) * 111_195
  return areaM2 < SLIVER_M2 || (2 * areaM2) / lengthM < SLIVER_WIDTH_M
}

/** Where a grid is not a valid polygon; null where it is. */
function selfProblem({ polygons }: SheetGrid): Point | null {
  for (const polygon of polygons) {
    for (const [index, ring] of polygon.entries()) {
      if (ring.length < 3 || signedArea(ring) > 0 !== (index === 0)) return ring[0]
      const keys = new Set<string>()
      for (const point of ring) {
        const key = keyOf(point)
        if (keys.has(key)) return point
        keys.add(key)
      }
    }
    for (const hole of polygon.slice(1)) {
      const outside = hole.find((point) => placeIn([[polygon[0]]], point) === 'outside')
      if (outside !== undefined) return outside
    }
  }
  const edges = edgesOf(polygons).map(withBox)
  edges.sort((a, b) => a.box[0] - b.box[0])
  for (let first = 0; first < edges.length; first++) {
    for (let second = first + 1; second < edges.length && edges[second].box[0] <= edges[first].box[2]; second++) {
      if (!boxesMeet(edges[first].box, edges[second].box)) continue
      const at = realCrossing(edges[first].edge, edges[second].edge)
      if (at !== null) return at
    }
  }
  return null
}

/** A place that two grids both cover; null where they share edges at most. */
function overlapOf(one: SheetGrid, other: SheetGrid): Point | null {
  const [boxOne, boxOther] = [boxOfGrid(one), boxOfGrid(other)]
  const common: Box = [
    Math.max(boxOne[0], boxOther[0]), Math.max(boxOne[1], boxOther[1]),
    Math.min(boxOne[2], boxOther[2]), Math.min(boxOne[3], boxOther[3]),
  ]
  const within = (grid: SheetGrid) => edgesOf(grid.polygons).map(withBox).filter(({ box }) => boxesMeet(box, common))
  const [edges, others] = [within(one), within(other)]
  const directed = new Set(others.map(({ edge }) => `${keyOf(edge[0])},${keyOf(edge[1])}`))
  for (const { edge, box } of edges) {
    if (directed.has(`${keyOf(edge[0])},${keyOf(edge[1])}`)) return middleOf(...edge)
    for (const second of others) {
      if (!boxesMeet(box, second.box)) continue
      const at = realCrossing(edge, second.edge)
      if (at !== null) return at
    }
  }
  return stickingIn(edges, other, others) ?? stickingIn(others, one, edges)
    ?? swallowed(one, other) ?? swallowed(other, one)
}

interface BoxedEdge {
  edge: Edge
  box: Box
}

function withBox(edge: Edge): BoxedEdge {
  return { edge, box: boxOf(edge) }
}

/** Where two edges really cross, not where the end of one lies on the other to within rounding. */
function realCrossing(a: Edge, b: Edge): Point | null {
  const at = crossingOf(a, b)
  if (at === null) return null
  const touching = distanceToEdge(a[0], ...b) <= ON_EDGE_DEG || distanceToEdge(a[1], ...b) <= ON_EDGE_DEG
    || distanceToEdge(b[0], ...a) <= ON_EDGE_DEG || distanceToEdge(b[1], ...a) <= ON_EDGE_DEG
  return touching ? null : at
}

/** The middle of an edge that runs through the inside of a grid. */
function stickingIn(edges: readonly BoxedEdge[], grid: SheetGrid, own: readonly BoxedEdge[]): Point | null {
  const shared = new Set(own.map(({ edge }) => lineKeyOf(...edge)))
  for (const { edge } of edges) {
    if (shared.has(lineKeyOf(...edge))) continue
    const middle = middleOf(...edge)
    if (placeIn(grid.polygons, middle) !== 'inside') continue
    if (!own.some(({ edge: near }) => distanceToEdge(middle, ...near) <= ON_EDGE_DEG)) return middle
  }
  return null
}

/** A place of a part of `grid` that lies wholly inside `around`. */
function swallowed(grid: SheetGrid, around: SheetGrid): Point | null {
  return grid.polygons.map(innerPoint).find((point) => placeIn(around.polygons, point) === 'inside') ?? null
}
