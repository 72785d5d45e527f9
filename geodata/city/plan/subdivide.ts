import type { PlanarMap } from '../planar-map.ts'
import { cutByChord } from './chord-cut.ts'
import { cutFace, type CutRules } from './streamline-cut.ts'

/**
 * Cuts faces until there are `count` of them, always the heaviest that can still be cut. Returns all faces, the given
 * ones first. `onCut` hears of each cut (the face that was cut, the new one) so that labels can be inherited.
 * Fewer come back where no face can be cut any more.
 */
export function subdivide(
  map: PlanarMap,
  faces: readonly number[],
  count: number,
  options: {
    curve: () => number
    rules: CutRules
    random: () => number
    weightOf: (face: number) => number
    onCut: (face: number, added: number) => void
  },
): number[] {
  const result = [...faces]
  const heap = new HeaviestFirst()
  for (const face of faces) heap.push(face, options.weightOf(face))
  while (result.length < count) {
    const face = heap.pop()
    if (face === undefined) break
    const curve = options.curve()
    let added = cutFace(map, face, curve, options.rules, options.random)
    if (added < 0) added = cutByChord(map, face, curve)
    if (added < 0) continue
    options.onCut(face, added)
    result.push(added)
    heap.push(face, options.weightOf(face))
    heap.push(added, options.weightOf(added))
  }
  return result
}

/** A binary heap of numbers by weight; equal weights come out in a fixed order. */
export class HeaviestFirst {
  private readonly items: number[] = []
  private readonly weights: number[] = []

  push(item: number, weight: number): void {
    const { items, weights } = this
    let index = items.length
    items.push(item)
    weights.push(weight)
    while (index > 0) {
      const parent = (index - 1) >> 1
      if (weights[parent]! >= weight) break
      items[index] = items[parent]!
      weights[index] = weights[parent]!
      index = parent
    }
    items[index] = item
    weights[index] = weight
  }

  pop(): number | undefined {
    const { items, weights } = this
    const top = items[0]
    const item = items.pop()
    const weight = weights.pop()
    if (item === undefined || weight === undefined || items.length === 0) return top
    let index = 0
    for (;;) {
      let child = 2 * index + 1
      if (child >= items.length) break
      if (child + 1 < items.length && weights[child + 1]! > weights[child]!) child++
      if (weights[child]! <= weight) break
      items[index] = items[child]!
      weights[index] = weights[child]!
      index = child
    }
    items[index] = item
    weights[index] = weight
    return top
  }
}
