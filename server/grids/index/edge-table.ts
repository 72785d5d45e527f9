import type { MultiPolygon, Polygon, Position } from 'geojson'

/** One polygon of a layer. Several may share an id; they count as one grid. */
export interface GridPolygon {
  id: number
  boundary: Polygon | MultiPolygon
}

/**
 * The boundaries of a layer as edges, each stored once however many polygons share it.
 *
 * A part is one polygon (a shell with its holes) of a boundary; parts are numbered by ascending grid id. Edge e runs
 * from (ends[4e], ends[4e+1]) up to (ends[4e+2], ends[4e+3]); a horizontal edge runs from left to right. The parts
 * it bounds are owners[ownerStart[e]] up to owners[ownerStart[e + 1] - 1], ascending.
 */
export interface EdgeTable {
  partIds: Uint32Array
  count: number
  ends: Float64Array
  ownerStart: Uint32Array
  owners: Uint32Array
  minX: number
  minY: number
  maxX: number
  maxY: number
}

const LARGEST_ID = 0x7fffffff

/**
 * Collects the edges of `polygons`, merges the ones that coincide and drops those of no length.
 * Throws a RangeError naming the grid and the ring for an id that is no positive 31-bit integer, a ring of fewer
 * than four positions, a ring that does not close, or a coordinate that is not finite.
 */
export function collectEdges(polygons: readonly GridPolygon[]): EdgeTable {
  const parts = listParts(polygons)
  const capacity = parts.reduce((sum, part) => sum + countEdges(part.rings), 0)
  const ends = new Float64Array(4 * capacity)
  const edgeOf = new Uint32Array(capacity)
  const partOf = new Uint32Array(capacity)
  const register = edgeRegister(ends, capacity)
  let sides = 0
  let minX = Infinity, minY = Infinity, maxX = -Infinity, maxY = -Infinity

  for (let part = 0; part < parts.length; part++) {
    const { id, rings } = parts[part]
    for (let r = 0; r < rings.length; r++) {
      const ring = rings[r]
      checkRing(id, r, ring)
      for (let k = 1; k < ring.length; k++) {
        // Adding zero turns -0 into 0, so that equal coordinates have equal bits.
        const ax = ring[k - 1][0] + 0, ay = ring[k - 1][1] + 0, bx = ring[k][0] + 0, by = ring[k][1] + 0
        if (bx < minX) minX = bx
        if (bx > maxX) maxX = bx
        if (by < minY) minY = by
        if (by > maxY) maxY = by
        if (ax === bx && ay === by) continue
        const upward = ay < by || (ay === by && ax < bx)
        edgeOf[sides] = upward ? register.add(ax, ay, bx, by) : register.add(bx, by, ax, ay)
        partOf[sides++] = part
      }
    }
  }

  const count = register.count()
  const { ownerStart, owners } = groupOwners(count, edgeOf.subarray(0, sides), partOf)
  const partIds = Uint32Array.from(parts, (part) => part.id)
  return { partIds, count, ends: ends.slice(0, 4 * count), ownerStart, owners, minX, minY, maxX, maxY }
}

interface Part {
  id: number
  rings: Position[][]
}

function listParts(polygons: readonly GridPolygon[]): Part[] {
  const parts: Part[] = []
  for (const { id, boundary } of polygons) {
    if (!Number.isInteger(id) || id < 1 || id > LARGEST_ID) {
      throw new RangeError(`Grid id ${id}: expected an integer from 1 to ${LARGEST_ID}`)
    }
    if (boundary.type === 'Polygon') parts.push({ id, rings: boundary.coordinates })
    else for (const rings of boundary.coordinates) parts.push({ id, rings })
  }
  return parts.sort((a, b) => a.id - b.id)
}

function countEdges(rings: Position[][]): number {
  return rings.reduce((sum, ring) => sum + Math.max(0, ring.length - 1), 0)
}

function checkRing(id: number, r: number, ring: Position[]): void {
  if (ring.length < 4) {
    throw new RangeError(`Grid ${id}, ring ${r}: ${ring.length} positions, expected at least 4`)
  }
  for (const [lng, lat] of ring) {
    if (!Number.isFinite(lng) || !Number.isFinite(lat)) {
      throw new RangeError(`Grid ${id}, ring ${r}: position [${lng}, ${lat}], expected two finite numbers`)
    }
  }
  const first = ring[0], last = ring[ring.length - 1]
  if (first[0] !== last[0] || first[1] !== last[1]) {
    throw new RangeError(`Grid ${id}, ring ${r}: ends at [${last}], expected its first position [${first}]`)
  }
}

/** An open-addressing hash set of edges that writes each new edge to `ends`. */
function edgeRegister(ends: Float64Array, capacity: number) {
  const bits = 32 - Math.clz32(2 * capacity + 15)
  const slots = new Uint32Array(1 << bits)
  const mask = slots.length - 1
  const key = new Float64Array(4)
  const words = new Uint32Array(key.buffer)
  let count = 0

  function add(ax: number, ay: number, bx: number, by: number): number {
    key[0] = ax
    key[1] = ay
    key[2] = bx
    key[3] = by
    let hash = 0
    for (let k = 0; k < 8; k++) {
      hash = Math.imul(hash ^ words[k], 0x9e3779b1)
      hash ^= hash >>> 15
    }
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const edge = slots[slot] - 1
      const at = 4 * edge
      if (edge < 0) {
        ends.set(key, 4 * count)
        slots[slot] = ++count
        return count - 1
      }
      if (ends[at] === ax && ends[at + 1] === ay && ends[at + 2] === bx && ends[at + 3] === by) return edge
    }
  }
  return { add, count: () => count }
}

/** Turns (edge, part) pairs, given by ascending part, into the parts of each edge. */
function groupOwners(count: number, edgeOf: Uint32Array, partOf: Uint32Array) {
  const ownerStart = new Uint32Array(count + 1)
  for (const edge of edgeOf) ownerStart[edge + 1]++
  for (let edge = 0; edge < count; edge++) ownerStart[edge + 1] += ownerStart[edge]
  const owners = new Uint32Array(edgeOf.length)
  const next = ownerStart.slice()
  for (let side = 0; side < edgeOf.length; side++) owners[next[edgeOf[side]]++] = partOf[side]
  return { ownerStart, owners }
}
