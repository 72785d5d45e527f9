import type { PlanarMap } from '../planar-map.ts'

/** The labels of the faces round a face, by length of the common border, longest first; labels below 0 are left out. */
export function bordersBetween(map: PlanarMap, face: number, labelOf: (face: number) => number): number[] {
  const lengths = new Map<number, number>()
  for (const halfEdge of map.loop(face)) {
    const label = labelOf(map.face[halfEdge ^ 1]!)
    if (label < 0) continue
    const a = map.origin[halfEdge]!
    const b = map.destination(halfEdge)
    const length = Math.hypot(map.x[a]! - map.x[b]!, map.y[a]! - map.y[b]!)
    lengths.set(label, (lengths.get(label) ?? 0) + length)
  }
  return [...lengths].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([label]) => label)
}

/** The faces round a face, longest common border first, without the outside. */
export function neighbours(map: PlanarMap, face: number): number[] {
  return bordersBetween(map, face, (other) => (other === 0 ? -1 : other))
}
