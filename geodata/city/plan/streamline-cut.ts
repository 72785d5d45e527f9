import type { PlanarMap } from '../planar-map.ts'
import type { Point } from './site.ts'

/** Where a cut may end: an existing vertex (a half-edge that starts there) or a new point in a half-edge. */
interface End {
  index: number
  isVertex: boolean
  x: number
  y: number
}

export interface CutRules {
  directionAt(x: number, y: number): number
  /** A new vertex keeps this distance from others; a cut that ends nearer ends in the vertex. */
  gapM: number
  /** A cut is drawn to a T junction of the other side within this distance, to make a crossing. */
  drawM: number
}

/** A face as flat arrays, with what a cut has to know about it. */
interface Shape {
  loop: number[]
  xs: number[]
  ys: number[]
  count: number
  area: number
  centreX: number
  centreY: number
  /** Direction of the longer axis. */
  longAngle: number
  elongation: number
}

/**
 * Cuts a face across its longer axis along a streamline of the direction field, through a street that ends at its border
 * or else near its middle. Of several tries the best is taken, by balance, roundness and straight crossings.
 * Returns the new face, or -1 if no cut leaves two sound parts.
 */
export function cutFace(map: PlanarMap, face: number, curve: number, rules: CutRules, random: () => number): number {
  const shape = readShape(map, face)
  let best: { points: Point[]; from: End; to: End } | undefined
  let bestScore = 0.16
  for (const seed of seeds(map, shape, rules, random)) {
    const cut = trace(map, shape, seed, rules)
    if (!cut) continue
    const score = judge(shape, cut.points, cut.from, cut.to) * seed.worth
    if (score > bestScore) {
      bestScore = score
      best = cut
    }
    if (bestScore > 0.62) break
  }
  if (!best) return -1
  const { from, to, points } = best
  let a = shape.loop[from.index]!
  let b = shape.loop[to.index]!
  // a split half-edge keeps its origin, so the later place on the same loop can be split first or last alike
  if (!from.isVertex) a = map.splitEdge(a, from.x, from.y)
  if (!to.isVertex) b = map.splitEdge(b, to.x, to.y)
  return map.splitFace(a, b, points.slice(1, -1), curve)
}

interface Seed {
  x: number
  y: number
  angle: number
  worth: number
  /** The border vertex where the cut starts, or -1 when it runs both ways from inside. */
  vertex: number
}

function readShape(map: PlanarMap, face: number): Shape {
  const loop = map.loop(face)
  const xs: number[] = []
  const ys: number[] = []
  for (const halfEdge of loop) {
    const vertex = map.origin[halfEdge]!
    xs.push(map.x[vertex]!)
    ys.push(map.y[vertex]!)
  }
  const count = loop.length
  const x0 = xs[0]!
  const y0 = ys[0]!
  let twice = 0
  let sx = 0
  let sy = 0
  let sxx = 0
  let sxy = 0
  let syy = 0
  for (let index = 0, after = 1; index < count; index++, after = after + 1 === count ? 0 : after + 1) {
    const ax = xs[index]! - x0
    const ay = ys[index]! - y0
    const bx = xs[after]! - x0
    const by = ys[after]! - y0
    const cross = ax * by - bx * ay
    twice += cross
    sx += (ax + bx) * cross
    sy += (ay + by) * cross
    sxx += (ax * ax + ax * bx + bx * bx) * cross
    syy += (ay * ay + ay * by + by * by) * cross
    sxy += (ax * by + 2 * ax * ay + 2 * bx * by + bx * ay) * cross
  }
  const area = twice / 2
  const cx = sx / (3 * twice)
  const cy = sy / (3 * twice)
  const vxx = sxx / (12 * area) - cx * cx
  const vyy = syy / (12 * area) - cy * cy
  const vxy = sxy / (24 * area) - cx * cy
  const spread = Math.hypot((vxx - vyy) / 2, vxy)
  const mean = (vxx + vyy) / 2
  return {
    loop,
    xs,
    ys,
    count,
    area,
    centreX: x0 + cx,
    centreY: y0 + cy,
    longAngle: Math.atan2(2 * vxy, vxx - vyy) / 2,
    elongation: Math.sqrt((mean + spread) / Math.max(mean - spread, 1e-9)),
  }
}

/** Of the field's four directions at a place, the one nearest to `angle`. */
function nearestDirection(field: number, angle: number): number {
  const quarter = Math.PI / 2
  return field + Math.round((angle - field) / quarter) * quarter
}

function* seeds(map: PlanarMap, shape: Shape, rules: CutRules, random: () => number): Generator<Seed> {
  const size = Math.sqrt(shape.area)
  const longX = Math.cos(shape.longAngle)
  const longY = Math.sin(shape.longAngle)
  const acrossAngle = shape.longAngle + Math.PI / 2
  const reach = size * Math.sqrt(shape.elongation) * 0.5
  // streets that end at this border from outside want to go on
  const through: { index: number; off: number; angle: number }[] = []
  for (let index = 0; index < shape.count; index++) {
    const off = ((shape.xs[index]! - shape.centreX) * longX + (shape.ys[index]! - shape.centreY) * longY) / reach
    if (Math.abs(off) > 0.5) continue
    const halfEdge = shape.loop[index]!
    if (map.degree(halfEdge) !== 3) continue
    const inward = incoming(map, halfEdge)
    if (inward === undefined) continue
    const sideways = Math.abs(Math.cos(inward - shape.longAngle))
    if (sideways < 0.75) through.push({ index, off: Math.abs(off) + 0.3 * sideways, angle: inward })
  }
  through.sort((a, b) => a.off - b.off || a.index - b.index)
  for (const { index, angle } of through.slice(0, 3)) {
    yield { x: shape.xs[index]!, y: shape.ys[index]!, angle, worth: 1.25, vertex: index }
  }
  for (let attempt = 0; attempt < 10; attempt++) {
    const along = (random() - 0.5) * 0.5 * reach
    const aside = (random() - 0.5) * 0.3 * reach
    const x = shape.centreX + along * longX - aside * longY
    const y = shape.centreY + along * longY + aside * longX
    const turned = attempt % 4 === 3 && shape.elongation < 1.5
    const wanted = turned ? shape.longAngle : acrossAngle
    const angle = attempt < 6 ? nearestDirection(rules.directionAt(x, y), wanted) : wanted
    yield { x, y, angle, worth: attempt < 6 ? 1 : 0.6, vertex: -1 }
  }
}

/** Direction in which the one road that ends at a T junction from outside enters the face, if it is such a road. */
function incoming(map: PlanarMap, halfEdge: number): number | undefined {
  // round the vertex: this half-edge, the road outside, the half-edge before it on the border
  const road = map.next[halfEdge ^ 1]!
  if (map.face[road] === 0 || map.face[road ^ 1] === 0) return undefined
  const at = map.origin[halfEdge]!
  const far = map.origin[road ^ 1]!
  return Math.atan2(map.y[at]! - map.y[far]!, map.x[at]! - map.x[far]!)
}

function trace(map: PlanarMap, shape: Shape, seed: Seed, rules: CutRules): { points: Point[]; from: End; to: End } | undefined {
  const step = Math.max(14, Math.min(70, Math.sqrt(shape.area) / 9))
  if (seed.vertex >= 0) {
    const onward = follow(map, shape, seed, seed.angle, step, rules)
    if (!onward) return undefined
    const from: End = { index: seed.vertex, isVertex: true, x: seed.x, y: seed.y }
    return finish(shape, from, [...onward.points], onward.end)
  }
  if (!isInside(shape, seed.x, seed.y)) return undefined
  const forth = follow(map, shape, seed, seed.angle, step, rules)
  const back = forth && follow(map, shape, seed, seed.angle + Math.PI, step, rules)
  if (!back) return undefined
  return finish(shape, back.end, [...back.points.reverse(), [seed.x, seed.y], ...forth.points], forth.end)
}

/** Walks the field from a place until the border is met; the points exclude both ends. */
function follow(
  map: PlanarMap,
  shape: Shape,
  seed: Seed,
  heading: number,
  step: number,
  rules: CutRules,
): { points: Point[]; end: End } | undefined {
  const points: Point[] = []
  let { x, y } = seed
  let angle = heading
  for (let count = 0; count < 90; count++) {
    if (count > 0 || seed.vertex < 0) angle = turnTowards(angle, rules.directionAt(x, y))
    const middle = turnTowards(angle, rules.directionAt(x + (Math.cos(angle) * step) / 2, y + (Math.sin(angle) * step) / 2))
    // the first step from a border vertex carries the street straight on
    const taken = count === 0 && seed.vertex >= 0 ? heading : middle
    const nextX = x + Math.cos(taken) * step
    const nextY = y + Math.sin(taken) * step
    const end = meetBorder(map, shape, x, y, nextX, nextY, count === 0 ? seed.vertex : -1, rules)
    if (end) {
      // the last points are dropped when the end has been drawn aside
      while (points.length > 0 && Math.hypot(points.at(-1)![0] - end.x, points.at(-1)![1] - end.y) < step * 0.7) points.pop()
      return { points, end }
    }
    if (count > 1 || seed.vertex < 0 || isInside(shape, nextX, nextY)) points.push([nextX, nextY])
    else return undefined
    x = nextX
    y = nextY
    angle = taken
  }
  return undefined
}

/** Turns a heading to the nearest of the field's four directions, by at most a third of a right angle. */
function turnTowards(angle: number, field: number): number {
  const turn = nearestDirection(field, angle) - angle
  return angle + Math.max(-0.3, Math.min(0.3, turn))
}

function meetBorder(
  map: PlanarMap,
  shape: Shape,
  x: number,
  y: number,
  nextX: number,
  nextY: number,
  startVertex: number,
  rules: CutRules,
): End | undefined {
  const { xs, ys, count } = shape
  let nearest = Infinity
  let edge = -1
  for (let index = 0; index < count; index++) {
    const after = index + 1 === count ? 0 : index + 1
    if (index === startVertex || after === startVertex) continue
    const t = crossing(x, y, nextX, nextY, xs[index]!, ys[index]!, xs[after]!, ys[after]!)
    if (t < nearest) {
      nearest = t
      edge = index
    }
  }
  if (edge < 0) return undefined
  const hitX = x + (nextX - x) * nearest
  const hitY = y + (nextY - y) * nearest
  // draw the end to a T junction near by, or into a vertex that is too near
  let chosen = -1
  let chosenM = Infinity
  for (let hop = -2; hop <= 3; hop++) {
    const index = (edge + hop + count) % count
    const distance = Math.hypot(xs[index]! - hitX, ys[index]! - hitY)
    const isEnd = hop === 0 || hop === 1
    const limit = map.degree(shape.loop[index]!) === 3 && incoming(map, shape.loop[index]!) !== undefined ? rules.drawM : 0
    if (distance < Math.max(limit, isEnd ? rules.gapM : 0) && distance < chosenM && index !== startVertex) {
      chosenM = distance
      chosen = index
    }
  }
  if (chosen >= 0) return { index: chosen, isVertex: true, x: xs[chosen]!, y: ys[chosen]! }
  const after = (edge + 1) % count
  const fromStart = Math.hypot(xs[edge]! - hitX, ys[edge]! - hitY)
  const fromEnd = Math.hypot(xs[after]! - hitX, ys[after]! - hitY)
  if (Math.min(fromStart, fromEnd) < rules.gapM) {
    const index = fromStart < fromEnd ? edge : after
    return { index, isVertex: true, x: xs[index]!, y: ys[index]! }
  }
  return { index: edge, isVertex: false, x: hitX, y: hitY }
}

/** Share of the first segment at which it crosses the second, or Infinity. */
function crossing(ax: number, ay: number, bx: number, by: number, cx: number, cy: number, dx: number, dy: number): number {
  const rx = bx - ax
  const ry = by - ay
  const sx = dx - cx
  const sy = dy - cy
  const denominator = rx * sy - ry * sx
  if (denominator === 0) return Infinity
  const t = ((cx - ax) * sy - (cy - ay) * sx) / denominator
  const u = ((cx - ax) * ry - (cy - ay) * rx) / denominator
  return t >= 0 && t <= 1 && u >= 0 && u <= 1 ? t : Infinity
}

function finish(shape: Shape, from: End, inner: Point[], to: End): { points: Point[]; from: End; to: End } | undefined {
  const { count } = shape
  const apart = (from.index - to.index + count) % count
  // both ends on one edge, or at neighbouring vertices, cut nothing off
  if (apart === 0) return undefined
  if (from.isVertex && to.isVertex && (apart === 1 || apart === count - 1)) return undefined
  if (from.isVertex !== to.isVertex) {
    const vertex = from.isVertex ? from.index : to.index
    const edge = from.isVertex ? to.index : from.index
    if ((edge + 1) % count === vertex) return undefined
  }
  const points = simplify([[from.x, from.y], ...inner, [to.x, to.y]], 1.6)
  return isClear(shape, points, from, to) ? { points, from, to } : undefined
}

/** Whether the polyline runs inside the face, touching its border only at the ends, and does not cross itself. */
function isClear(shape: Shape, points: readonly Point[], from: End, to: End): boolean {
  const { xs, ys, count } = shape
  const last = points.length - 2
  for (let segment = 0; segment <= last; segment++) {
    const [ax, ay] = points[segment]!
    const [bx, by] = points[segment + 1]!
    if ((bx - ax) ** 2 + (by - ay) ** 2 < 36) return false
    for (let index = 0; index < count; index++) {
      const after = index + 1 === count ? 0 : index + 1
      if (segment === 0 && touches(from, index, after)) continue
      if (segment === last && touches(to, index, after)) continue
      if (crossing(ax, ay, bx, by, xs[index]!, ys[index]!, xs[after]!, ys[after]!) !== Infinity) return false
    }
    for (let other = segment + 2; other <= last; other++) {
      const [cx, cy] = points[other]!
      const [dx, dy] = points[other + 1]!
      if (crossing(ax, ay, bx, by, cx, cy, dx, dy) !== Infinity) return false
    }
  }
  const [firstX, firstY] = points[0]!
  const [secondX, secondY] = points[1]!
  return isInside(shape, (firstX + secondX) / 2, (firstY + secondY) / 2)
}

function touches(end: End, index: number, after: number): boolean {
  return end.isVertex ? index === end.index || after === end.index : index === end.index
}

/** 0 for a cut that must not be; towards 1 for even, round parts and square corners. */
function judge(shape: Shape, points: readonly Point[], from: End, to: End): number {
  const left = partOf(shape, points, from, to)
  const rightArea = shape.area - left.area
  const share = Math.min(left.area, rightArea) / shape.area
  if (share < 0.14) return 0
  let length = 0
  for (let index = 1; index < points.length; index++) {
    length += Math.hypot(points[index]![0] - points[index - 1]![0], points[index]![1] - points[index - 1]![1])
  }
  const rightPerimeter = left.around - left.perimeter + 2 * length
  const round = Math.min(left.area / left.perimeter ** 2, rightArea / rightPerimeter ** 2) * 16
  const corner = Math.min(cornerSine(shape, points[0]!, points[1]!, from), cornerSine(shape, points.at(-1)!, points.at(-2)!, to))
  if (corner < 0.42 || round < 0.3) return 0
  return Math.min(1, share / 0.42) * Math.min(1, round) * (0.55 + 0.45 * corner)
}

/** The part to the left of the cut: its area and perimeter; and the perimeter of the whole. */
function partOf(shape: Shape, points: readonly Point[], from: End, to: End) {
  const { xs, ys, count } = shape
  let twice = 0
  let perimeter = 0
  let around = 0
  const [x0, y0] = points[0]!
  let px = x0
  let py = y0
  const add = (x: number, y: number) => {
    twice += (px - x0) * (y - y0) - (x - x0) * (py - y0)
    perimeter += Math.hypot(x - px, y - py)
    px = x
    py = y
  }
  for (let index = 1; index < points.length; index++) add(points[index]![0], points[index]![1])
  // round the border from the end of the cut to its start
  for (let index = (to.index + 1) % count; ; index = (index + 1) % count) {
    if (from.isVertex && index === from.index) break
    add(xs[index]!, ys[index]!)
    if (!from.isVertex && index === from.index) break
  }
  add(x0, y0)
  for (let index = 0; index < count; index++) {
    const after = index + 1 === count ? 0 : index + 1
    around += Math.hypot(xs[after]! - xs[index]!, ys[after]! - ys[index]!)
  }
  return { area: twice / 2, perimeter, around }
}

/** Sine of the smaller angle between a cut's end and the border there; 0 if the angle is acute enough to be a spike. */
function cornerSine(shape: Shape, end: Point, inner: Point, at: End): number {
  const { xs, ys, count } = shape
  const angle = Math.atan2(inner[1] - end[1], inner[0] - end[0])
  const before = at.isVertex ? (at.index - 1 + count) % count : at.index
  const after = (at.index + 1) % count
  let sine = 1
  for (const other of [before, after]) {
    const border = Math.atan2(ys[other]! - end[1], xs[other]! - end[0])
    const cosine = Math.cos(border - angle)
    if (cosine > 0) sine = Math.min(sine, Math.abs(Math.sin(border - angle)))
  }
  return sine
}

function isInside(shape: Shape, x: number, y: number): boolean {
  const { xs, ys, count } = shape
  let inside = false
  for (let index = 0, before = count - 1; index < count; before = index++) {
    const yi = ys[index]!
    const yj = ys[before]!
    if (yi > y !== yj > y && x < ((xs[before]! - xs[index]!) * (y - yi)) / (yj - yi) + xs[index]!) inside = !inside
  }
  return inside
}

/** Douglas–Peucker: keeps the ends and whatever lies further than `tolerance` off the line. */
export function simplify(points: readonly Point[], tolerance: number): Point[] {
  if (points.length < 3) return [...points]
  const keep = new Uint8Array(points.length)
  keep[0] = keep[points.length - 1] = 1
  const stack: [number, number][] = [[0, points.length - 1]]
  while (stack.length > 0) {
    const [first, last] = stack.pop()!
    const [ax, ay] = points[first]!
    const [bx, by] = points[last]!
    const length = Math.hypot(bx - ax, by - ay) || 1e-9
    let worst = tolerance
    let place = -1
    for (let index = first + 1; index < last; index++) {
      const [x, y] = points[index]!
      const off =
        Math.abs((bx - ax) * (y - ay) - (by - ay) * (x - ax)) / length
      if (off > worst) {
        worst = off
        place = index
      }
    }
    if (place > 0) {
      keep[place] = 1
      stack.push([first, place], [place, last])
    }
  }
  return points.filter((_, index) => keep[index] === 1)
}
