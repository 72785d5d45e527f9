import type { PlanarMap } from '../planar-map.ts'
import { faceContains } from './insert-curve.ts'

/** The smaller part of a cut face is at least this share of it. */
const LEAST_SHARE = 0.18
/** Metres that a cut keeps from the corners it passes. */
const CLEARANCE_M = 5

/**
 * Cuts a face straight from one of its vertices to another, as evenly as it can: for faces that no street of the
 * direction field divides well. Returns the new face, or -1 where no chord leaves two sound parts.
 */
export function cutByChord(map: PlanarMap, face: number, curve: number): number {
  const loop = map.loop(face)
  const xs = loop.map((halfEdge) => map.x[map.origin[halfEdge]])
  const ys = loop.map((halfEdge) => map.y[map.origin[halfEdge]])
  const total = map.area(face)
  // area swept by the vertices before each one, so that a part's area is a difference
  const swept = [0]
  for (let index = 1; index <= loop.length; index++) {
    const before = index - 1
    const here = index % loop.length
    swept[index] = swept[before] + (xs[before] * ys[here] - xs[here] * ys[before]) / 2
  }
  const chords: { from: number; to: number; share: number }[] = []
  for (let from = 0; from < loop.length; from++) {
    for (let to = from + 2; to < loop.length; to++) {
      if (from === 0 && to === loop.length - 1) continue
      const part = swept[to] - swept[from] + (xs[to] * ys[from] - xs[from] * ys[to]) / 2
      const share = Math.min(part, total - part) / total
      if (share >= LEAST_SHARE) chords.push({ from, to, share })
    }
  }
  const lengthOf = ({ from, to }: { from: number; to: number }) => Math.hypot(xs[from] - xs[to], ys[from] - ys[to])
  const worth = (chord: (typeof chords)[number]) => chord.share / lengthOf(chord)
  chords.sort((a, b) => worth(b) - worth(a) || a.from - b.from || a.to - b.to)
  for (const { from, to } of chords) {
    if (isClear(map, face, xs, ys, from, to)) return map.splitFace(loop[from], loop[to], [], curve)
  }
  return -1
}

/** Whether the chord lies inside the face and passes no other corner closely. */
function isClear(map: PlanarMap, face: number, xs: number[], ys: number[], from: number, to: number): boolean {
  const [ax, ay, bx, by] = [xs[from], ys[from], xs[to], ys[to]]
  if (!faceContains(map, face, (ax + bx) / 2, (ay + by) / 2)) return false
  const dx = bx - ax
  const dy = by - ay
  const length2 = dx * dx + dy * dy
  const sideOf = (x: number, y: number) => dx * (y - ay) - dy * (x - ax)
  for (let index = 0; index < xs.length; index++) {
    if (index === from || index === to) continue
    const along = Math.max(0, Math.min(1, ((xs[index] - ax) * dx + (ys[index] - ay) * dy) / length2))
    if (Math.hypot(xs[index] - ax - along * dx, ys[index] - ay - along * dy) < CLEARANCE_M) return false
    const next = (index + 1) % xs.length
    if (next === from || next === to) continue
    const [ux, uy, vx, vy] = [xs[index], ys[index], xs[next], ys[next]]
    const crosses = (x: number, y: number) => (vx - ux) * (y - uy) - (vy - uy) * (x - ux)
    if (sideOf(ux, uy) > 0 !== sideOf(vx, vy) > 0 && crosses(ax, ay) > 0 !== crosses(bx, by) > 0) return false
  }
  return true
}
