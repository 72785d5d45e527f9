import type { Position } from 'geojson'
import type { ReadShape } from './read-shape.ts'
import type { RowProblem } from './source.ts'

/** Metres; the mean radius is near enough for gaps that are told and areas that are nothing. */
const METRES_PER_DEGREE = 111_195
/** A ring below this has no area but what rounding gives to it; real slivers are found later, in the database. */
const LEAST_AREA_M2 = 0.001

type Ring = Position[]

/**
 * Polygons in WGS-84 as one MultiPolygon with closed rings. An unclosed ring is closed, and refuses the row unless
 * `repair`. A ring of too few points or without area refuses it, unless `repair` drops it and something is left.
 * Whether rings cross is for the database to find out.
 */
export function readPolygons(polygons: readonly Ring[][], repair: boolean): ReadShape {
  const problems: RowProblem[] = []
  const kept: Ring[][] = []
  for (const [index, rings] of polygons.entries()) {
    const part = index + 1
    const whole: Ring[] = []
    for (const [number, ring] of rings.entries()) {
      const at = { part, ring: number + 1 }
      const closed = closeRing(ring)
      if (closed !== ring) problems.push(opened(at, ring, repair))
      const reason = whyUseless(closed)
      if (reason === undefined) {
        whole.push(closed)
      } else if (repair) {
        problems.push({
          kind: 'repaired',
          refused: false,
          detail: { what: 'ring-dropped', ...at, points: ring.length },
        })
        // Without its outer ring the holes of a part are nothing either.
        if (number === 0) break
      } else {
        const detail = { reason, ...at, points: ring.length }
        return { shape: null, problems: [...problems, { kind: 'bad-geometry', refused: true, detail }] }
      }
    }
    if (whole.length > 0) kept.push(whole)
  }
  if (kept.length === 0) problems.push({ kind: 'bad-geometry', refused: true, detail: { reason: 'empty' } })
  return { shape: kept.length === 0 ? null : { type: 'MultiPolygon', coordinates: kept }, problems }
}

function opened(at: { part: number; ring: number }, ring: Ring, repair: boolean): RowProblem {
  const [first, last] = [ring[0]!, ring.at(-1)!]
  const east = (last[0]! - first[0]!) * Math.cos((first[1]! * Math.PI) / 180)
  const gapM = Math.hypot(east, last[1]! - first[1]!) * METRES_PER_DEGREE
  return repair
    ? { kind: 'repaired', refused: false, detail: { what: 'ring-closed', ...at, gapM } }
    : { kind: 'unclosed-ring', refused: true, detail: { ...at, gapM } }
}

/** The ring itself if it is closed (or has no point), else a closed copy. */
function closeRing(ring: Ring): Ring {
  const [first, last] = [ring[0], ring.at(-1)]
  if (!first || !last || ring.length < 2 || (first[0] === last[0] && first[1] === last[1])) return ring
  return [...ring, first]
}

function whyUseless(closed: Ring): 'too-few-points' | 'zero-area' | undefined {
  if (closed.length < 4) return 'too-few-points'
  return sweptM2(closed) < LEAST_AREA_M2 ? 'zero-area' : undefined
}

/**
 * The triangles between the first point, from which small rings keep their digits, and each side, all counted as
 * positive: nothing only where all points are on a line. The lobes of a ring like an 8 do not cancel each other out.
 */
function sweptM2(ring: Ring): number {
  const [lng0, lat0] = ring[0]! as [number, number]
  let twice = 0
  for (let index = 1; index < ring.length; index++) {
    const [x1, y1] = [ring[index - 1]![0]! - lng0, ring[index - 1]![1]! - lat0]
    const [x2, y2] = [ring[index]![0]! - lng0, ring[index]![1]! - lat0]
    twice += Math.abs(x1 * y2 - x2 * y1)
  }
  return (twice / 2) * METRES_PER_DEGREE ** 2 * Math.cos((lat0 * Math.PI) / 180)
}
