import type { Interest } from '../contract/live.ts'
import { badInput } from '../errors.ts'

const SIDES = { west: 180, south: 90, east: 180, north: 90 } as const

/** The interest that a client sent. Throws 400 with the field, the value and what was expected. */
export function parseInterest(value: unknown): Interest {
  const { type, ...sides } = (value ?? {}) as Record<string, unknown>
  if (type === 'all' || type === 'none') return { type }
  if (type !== 'box') throw badInput('interest.type', type, 'all, box or none')
  for (const [side, most] of Object.entries(SIDES)) {
    const degrees = sides[side]
    if (typeof degrees !== 'number' || !(Math.abs(degrees) <= most)) {
      throw badInput(`interest.${side}`, degrees, `degrees from -${most} to ${most}`)
    }
  }
  const { west, south, east, north } = sides as Record<keyof typeof SIDES, number>
  if (west > east) throw badInput('interest.west', west, `at most east, ${east}`)
  if (south > north) throw badInput('interest.south', south, `at most north, ${north}`)
  return { type, west, south, east, north }
}
