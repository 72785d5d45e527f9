/**
 * A planar subdivision as half-edges. Half-edge h and its twin h ^ 1 make edge h >> 1; a face lies to the left of its
 * half-edges, so inner faces run counter-clockwise. Face 0 is the outside.
 *
 * Neighbours share vertices by construction: a new vertex is put into the shared edge itself, so whatever is cut
 * later, the faces tile their outline exactly. Vertices are snapped when they are made (by `snap`) and never move.
 */
export class PlanarMap {
  readonly x: number[] = []
  readonly y: number[] = []
  readonly origin: number[] = []
  readonly next: number[] = []
  readonly previous: number[] = []
  readonly face: number[] = []
  /** By edge: the curve that it came from. */
  readonly curve: number[] = []
  /** By face: one of its half-edges. */
  readonly edgeOfFace: number[] = []
  private readonly snap: (x: number, y: number) => [number, number]

  /** Starts with one inner face, 1, bounded by a counter-clockwise ring of distinct points whose edges are of `curve`. */
  constructor(ring: readonly (readonly [number, number])[], curve: number, snap: (x: number, y: number) => [number, number]) {
    this.snap = snap
    const count = ring.length
    for (const [x, y] of ring) this.addVertex(x, y)
    for (let index = 0; index < count; index++) {
      this.addEdge(index, (index + 1) % count, 1, 0, curve)
    }
    for (let index = 0; index < count; index++) {
      const after = (index + 1) % count
      this.link(2 * index, 2 * after)
      this.link(2 * after + 1, 2 * index + 1)
    }
    this.edgeOfFace.push(1, 0)
  }

  get faceCount(): number {
    return this.edgeOfFace.length
  }

  destination(halfEdge: number): number {
    return this.origin[halfEdge ^ 1]!
  }

  /** The half-edges of a face, in order. */
  loop(face: number): number[] {
    const result: number[] = []
    const first = this.edgeOfFace[face]!
    let halfEdge = first
    do {
      result.push(halfEdge)
      halfEdge = this.next[halfEdge]!
    } while (halfEdge !== first)
    return result
  }

  /** Area of a face in square map units; positive for inner faces. */
  area(face: number): number {
    let sum = 0
    const first = this.edgeOfFace[face]!
    const x0 = this.x[this.origin[first]!]!
    const y0 = this.y[this.origin[first]!]!
    let halfEdge = first
    do {
      const from = this.origin[halfEdge]!
      const to = this.origin[halfEdge ^ 1]!
      sum += (this.x[from]! - x0) * (this.y[to]! - y0) - (this.x[to]! - x0) * (this.y[from]! - y0)
      halfEdge = this.next[halfEdge]!
    } while (halfEdge !== first)
    return sum / 2
  }

  /** How many edges meet at the origin of a half-edge. */
  degree(halfEdge: number): number {
    let count = 0
    let current = halfEdge
    do {
      count++
      current = this.next[current ^ 1]!
    } while (current !== halfEdge)
    return count
  }

  /** Puts a vertex into the edge of `halfEdge` for both its faces; returns the half-edge that now starts there. */
  splitEdge(halfEdge: number, x: number, y: number): number {
    const twin = halfEdge ^ 1
    const middle = this.addVertex(x, y)
    const end = this.origin[twin]!
    const after = this.next[halfEdge]!
    const before = this.previous[twin]!
    const added = this.addEdge(middle, end, this.face[halfEdge]!, this.face[twin]!, this.curve[halfEdge >> 1]!)
    this.origin[twin] = middle
    this.link(added, after)
    this.link(halfEdge, added)
    this.link(before, added ^ 1)
    this.link(added ^ 1, twin)
    return added
  }

  /**
   * Cuts a face by the polyline origin(a) → points → origin(b); a and b are half-edges of the same face. The part left
   * of the polyline keeps the face's number, the other is new and returned. The polyline must lie inside the face.
   */
  splitFace(a: number, b: number, points: readonly (readonly [number, number])[], curve: number): number {
    const face = this.face[a]!
    if (this.face[b] !== face || a === b) throw new Error(`cannot cut from half-edge ${a} to ${b}: expected one face`)
    const added = this.edgeOfFace.length
    const beforeA = this.previous[a]!
    const beforeB = this.previous[b]!
    let from = this.origin[a]!
    let last = beforeA
    let lastBack = a
    for (let index = 0; index <= points.length; index++) {
      const to = index < points.length ? this.addVertex(points[index]![0], points[index]![1]) : this.origin[b]!
      const forward = this.addEdge(from, to, face, added, curve)
      this.link(last, forward)
      this.link(forward ^ 1, lastBack)
      last = forward
      lastBack = forward ^ 1
      from = to
    }
    this.link(last, b)
    this.link(beforeB, lastBack)
    this.edgeOfFace[face] = last
    this.edgeOfFace.push(lastBack)
    let halfEdge = lastBack
    do {
      this.face[halfEdge] = added
      halfEdge = this.next[halfEdge]!
    } while (halfEdge !== lastBack)
    return added
  }

  private addVertex(x: number, y: number): number {
    const [snappedX, snappedY] = this.snap(x, y)
    this.x.push(snappedX)
    this.y.push(snappedY)
    return this.x.length - 1
  }

  private addEdge(from: number, to: number, leftFace: number, rightFace: number, curve: number): number {
    const halfEdge = this.origin.length
    this.origin.push(from, to)
    this.face.push(leftFace, rightFace)
    this.next.push(-1, -1)
    this.previous.push(-1, -1)
    this.curve.push(curve)
    return halfEdge
  }

  private link(before: number, after: number): void {
    this.next[before] = after
    this.previous[after] = before
  }
}
