import type { PlanarMap } from '../planar-map.ts'

/** A cut this close to the last one would leave a sliver of river. */
const shortestStretchM = 140

/**
 * Cuts the strips between the river's course and its bank roads across, wherever two communities meet on the bank.
 * Returns all stretches. They are bounded by the course itself, as areas that meet in a river are.
 */
export function cutRiverside(map: PlanarMap, strips: readonly number[], communityOf: readonly (number | undefined)[], curve: () => number): number[] {
  const result: number[] = []
  const waiting = [...strips]
  while (waiting.length > 0) {
    const face = waiting.pop()!
    const added = cutOnce(map, face, communityOf, curve)
    if (added === undefined) result.push(face)
    else waiting.push(face, added)
  }
  return result
}

function cutOnce(map: PlanarMap, face: number, communityOf: readonly (number | undefined)[], curve: () => number): number | undefined {
  const loop = map.loop(face)
  const isBank = (halfEdge: number) => communityOf[map.face[halfEdge ^ 1]!] !== undefined
  for (let index = 0; index < loop.length; index++) {
    const a = loop[index]!
    const before = map.previous[a]!
    if (!isBank(a) || !isBank(before)) continue
    if (communityOf[map.face[a ^ 1]!] === communityOf[map.face[before ^ 1]!]) continue
    const x = map.x[map.origin[a]!]!
    const y = map.y[map.origin[a]!]!
    // straight across to the nearest vertex of the course that is seen from here
    const far = loop
      .filter((b) => !isBank(b) && !isBank(map.previous[b]!))
      .sort((b, c) => distance2(map, b, x, y) - distance2(map, c, x, y))[0]
    if (far === undefined) continue
    const clear = loop.every((edge) => !crosses(map, edge, a, far))
    if (clear && partsAreLong(map, loop, a, far)) return map.splitFace(a, far, [], curve())
  }
  return undefined
}

function distance2(map: PlanarMap, halfEdge: number, x: number, y: number): number {
  const vertex = map.origin[halfEdge]!
  return (map.x[vertex]! - x) ** 2 + (map.y[vertex]! - y) ** 2
}

function crosses(map: PlanarMap, edge: number, a: number, b: number): boolean {
  const from = map.origin[a]!
  const to = map.origin[b]!
  const u = map.origin[edge]!
  const v = map.destination(edge)
  if (u === from || u === to || v === from || v === to) return false
  const side = (p: number, q: number, r: number) =>
    (map.x[q]! - map.x[p]!) * (map.y[r]! - map.y[p]!) - (map.y[q]! - map.y[p]!) * (map.x[r]! - map.x[p]!)
  return side(from, to, u) > 0 !== side(from, to, v) > 0 && side(u, v, from) > 0 !== side(u, v, to) > 0
}

function partsAreLong(map: PlanarMap, loop: readonly number[], a: number, b: number): boolean {
  const lengths = [0, 0]
  const start = loop.indexOf(a)
  let part = 0
  for (let step = 0; step < loop.length; step++) {
    const halfEdge = loop[(start + step) % loop.length]!
    if (halfEdge === b) part = 1
    const from = map.origin[halfEdge]!
    const to = map.destination(halfEdge)
    lengths[part]! += Math.hypot(map.x[from]! - map.x[to]!, map.y[from]! - map.y[to]!)
  }
  const across = Math.sqrt(distance2(map, b, map.x[map.origin[a]!]!, map.y[map.origin[a]!]!))
  return Math.min(...lengths) > 2 * shortestStretchM + across
}
