import type { PlanarMap } from './planar-map.ts'

/** Rings of vertex numbers, not closed: the outer ring counter-clockwise, then its holes clockwise. */
export type VertexPolygon = number[][]

/**
 * The outlines of all regions at once, where `regionOf` gives each face's region and -1 means none. Walks half-edges
 * whose twin lies in another region. Rings that touch themselves in a vertex are parted there, so that every ring is
 * simple and the polygons are valid. Result: polygons by region.
 */
export function outlines(map: PlanarMap, regionOf: (face: number) => number, regionCount: number): VertexPolygon[][] {
  const rings: number[][][] = Array.from({ length: regionCount }, () => [])
  const { face, next, origin } = map
  const seen = new Uint8Array(origin.length)
  const region = new Int32Array(map.faceCount).fill(-1)
  for (let index = 1; index < map.faceCount; index++) region[index] = regionOf(index)
  for (let start = 0; start < origin.length; start++) {
    const own = region[face[start]!]!
    if (own < 0 || seen[start] === 1 || region[face[start ^ 1]!] === own) continue
    const ring: number[] = []
    let halfEdge = start
    do {
      seen[halfEdge] = 1
      ring.push(origin[halfEdge]!)
      // turn through the region's own faces round the vertex until the border is met again
      halfEdge = next[halfEdge]!
      while (region[face[halfEdge ^ 1]!] === own) halfEdge = next[halfEdge ^ 1]!
    } while (halfEdge !== start)
    for (const simple of partRing(ring)) rings[own]!.push(simple)
  }
  return rings.map((own) => assemble(map, own))
}

/** Twice the signed area of a ring of vertices; positive when counter-clockwise. */
export function signedArea(map: PlanarMap, ring: readonly number[]): number {
  let sum = 0
  const x0 = map.x[ring[0]!]!
  const y0 = map.y[ring[0]!]!
  for (let index = 0; index < ring.length; index++) {
    const a = ring[index]!
    const b = ring[index + 1 === ring.length ? 0 : index + 1]!
    sum += (map.x[a]! - x0) * (map.y[b]! - y0) - (map.x[b]! - x0) * (map.y[a]! - y0)
  }
  return sum
}

/** Parts a ring at vertices that it visits more than once. */
function partRing(ring: number[]): number[][] {
  if (new Set(ring).size === ring.length) return [ring]
  const parts: number[][] = []
  const stack: number[] = []
  const placeOf = new Map<number, number>()
  for (const vertex of ring) {
    const place = placeOf.get(vertex)
    if (place !== undefined) {
      const part = stack.splice(place)
      for (const inside of part) placeOf.delete(inside)
      parts.push(part)
    }
    placeOf.set(vertex, stack.length)
    stack.push(vertex)
  }
  parts.push(stack)
  return parts
}

/** Gives each hole to the smallest outer ring that contains it. */
function assemble(map: PlanarMap, rings: number[][]): VertexPolygon[] {
  const outer = rings.filter((ring) => signedArea(map, ring) > 0).sort((a, b) => signedArea(map, a) - signedArea(map, b))
  const polygons = outer.map((ring): VertexPolygon => [ring])
  for (const hole of rings) {
    if (signedArea(map, hole) > 0) continue
    const home = polygons.find((polygon) => containsRing(map, polygon[0]!, hole))
    if (!home) throw new Error('a hole lies in no outer ring: the planar map is broken')
    home.push(hole)
  }
  return polygons.reverse()
}

function containsRing(map: PlanarMap, outer: readonly number[], inner: readonly number[]): boolean {
  const own = new Set(outer)
  // judge by the middle of an edge, for a vertex may be shared with the outer ring
  for (let index = 0; index < inner.length; index++) {
    const a = inner[index]!
    const b = inner[(index + 1) % inner.length]!
    if (own.has(a) && own.has(b)) continue
    return contains(map, outer, (map.x[a]! + map.x[b]!) / 2, (map.y[a]! + map.y[b]!) / 2)
  }
  return false
}

function contains(map: PlanarMap, ring: readonly number[], x: number, y: number): boolean {
  let inside = false
  for (let index = 0, before = ring.length - 1; index < ring.length; before = index++) {
    const xi = map.x[ring[index]!]!
    const yi = map.y[ring[index]!]!
    const xj = map.x[ring[before]!]!
    const yj = map.y[ring[before]!]!
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside
  }
  return inside
}
