import { planeAt } from './plane.ts'
import type { WayPoint } from './way.ts'

/** Less than anybody sees on a map of streets, and about what a phone errs by. */
export const TOLERANCE_M = 8

/**
 * The points of one part of a way that are enough to draw it (Douglas and Peucker): the ends, all stops, and so many
 * more that no point left out is further than `toleranceM` from the straight line between the two kept around it.
 */
export function simplified(part: readonly WayPoint[], toleranceM = TOLERANCE_M): WayPoint[] {
  if (part.length < 3) return [...part]
  const plane = planeAt(part[0].lat)
  const x = Float64Array.from(part, ({ lng }) => plane.x(lng))
  const y = Float64Array.from(part, ({ lat }) => plane.y(lat))
  const last = part.length - 1
  const kept = Uint8Array.from(part, ({ isStop }, i) => (isStop || i === 0 || i === last ? 1 : 0))

  // A stack instead of recursion: a wound-up way would be thousands of calls deep.
  const open: number[] = []
  for (let i = 1, from = 0; i <= last; i++) {
    if (kept[i] === 0) continue
    open.push(from, i)
    from = i
  }
  while (open.length > 0) {
    const to = open.pop()!
    const from = open.pop()!
    let farthest = -1
    let farthestM = toleranceM
    for (let i = from + 1; i < to; i++) {
      const awayM = distanceToSegment(x[i], y[i], x[from], y[from], x[to], y[to])
      if (awayM > farthestM) {
        farthest = i
        farthestM = awayM
      }
    }
    if (farthest === -1) continue
    kept[farthest] = 1
    open.push(from, farthest, farthest, to)
  }
  return part.filter((_, i) => kept[i] === 1)
}

/** From a point to the nearest point of the segment a–b, in the plane. */
function distanceToSegment(x: number, y: number, ax: number, ay: number, bx: number, by: number): number {
  const [dx, dy] = [bx - ax, by - ay]
  const length2 = dx * dx + dy * dy
  const along = length2 === 0 ? 0 : ((x - ax) * dx + (y - ay) * dy) / length2
  const share = along < 0 ? 0 : along > 1 ? 1 : along
  return Math.hypot(x - (ax + share * dx), y - (ay + share * dy))
}
