/** A seeded source of numbers in [0, 1): mulberry32. The same seed gives the same sequence on every machine. */
export type Random = () => number

export function mulberry32(seed: number): Random {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** One of `items`, each as likely. */
export function pick<T>(random: Random, items: readonly T[]): T {
  return items[Math.floor(random() * items.length)]!
}

/** A shuffled copy of `items` (Fisher–Yates). */
export function shuffled<T>(random: Random, items: readonly T[]): T[] {
  const result = [...items]
  for (let index = result.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1))
    const held = result[index]!
    result[index] = result[other]!
    result[other] = held
  }
  return result
}

/** Shares `total` whole pieces out by weight (largest remainder), at least `minimum` each. */
export function shareOut(weights: readonly number[], total: number, minimum = 1): number[] {
  const spare = total - minimum * weights.length
  if (spare < 0) throw new Error(`cannot share ${total} among ${weights.length}: expected at least ${minimum} each`)
  let sum = 0
  for (const weight of weights) sum += weight
  const exact = weights.map((weight) => (sum > 0 ? (weight / sum) * total : total / weights.length))
  const shares = exact.map((value) => Math.max(minimum, Math.floor(value)))
  let left = total
  for (const share of shares) left -= share
  const lack = (index: number) => exact[index]! - shares[index]!
  while (left !== 0) {
    const step = Math.sign(left)
    const order = shares.map((_, index) => index).sort((a, b) => step * (lack(b) - lack(a)) || a - b)
    for (const index of order) {
      if (left === 0) break
      if (step < 0 && shares[index]! <= minimum) continue
      shares[index]! += step
      left -= step
    }
  }
  return shares
}
