import type { PlanarMap } from '../planar-map.ts'
import { neighbours } from '../plan/adjacency.ts'
import { middle } from '../plan/city-plan.ts'

/**
 * Parts `faces` into `count` groups, each in one piece where `faces` are in one piece: seeds far from each other grow
 * together, the lightest group first. Answers the groups; faces that no seed reaches join the nearest one.
 */
export function cluster(map: PlanarMap, faces: readonly number[], count: number): number[][] {
  if (count <= 1 || faces.length <= 1) return [[...faces]]
  const places = new Map(faces.map((face) => [face, middle(map, face)]))
  const distance = (a: number, b: number) => {
    const [ax, ay] = places.get(a)!
    const [bx, by] = places.get(b)!
    return Math.hypot(ax - bx, ay - by)
  }
  const seeds = [faces[0]]
  const nearest = new Map(faces.map((face) => [face, distance(face, faces[0])]))
  while (seeds.length < Math.min(count, faces.length)) {
    let far = faces[0]
    for (const face of faces) if (nearest.get(face)! > nearest.get(far)!) far = face
    seeds.push(far)
    for (const face of faces) nearest.set(face, Math.min(nearest.get(face)!, distance(face, far)))
  }

  const groups = seeds.map((seed) => [seed])
  const weights = seeds.map((seed) => map.area(seed))
  const free = new Set(faces.filter((face) => !seeds.includes(face)))
  const frontiers = seeds.map((seed) => [seed])
  const stuck = new Set<number>()
  while (free.size > 0 && stuck.size < groups.length) {
    let lightest = -1
    for (let group = 0; group < groups.length; group++) {
      if (!stuck.has(group) && (lightest < 0 || weights[group] < weights[lightest])) lightest = group
    }
    const seed = seeds[lightest]
    let best: number | undefined
    for (const face of frontiers[lightest]) {
      for (const other of neighbours(map, face)) {
        if (free.has(other) && (best === undefined || distance(other, seed) < distance(best, seed))) best = other
      }
    }
    if (best === undefined) {
      stuck.add(lightest)
      continue
    }
    free.delete(best)
    groups[lightest].push(best)
    frontiers[lightest] = [...frontiers[lightest], best].filter((face) => neighbours(map, face).some((n) => free.has(n)))
    weights[lightest] += map.area(best)
  }
  for (const face of free) {
    let home = 0
    for (let group = 1; group < seeds.length; group++) if (distance(face, seeds[group]) < distance(face, seeds[home])) home = group
    groups[home].push(face)
  }
  return groups
}
