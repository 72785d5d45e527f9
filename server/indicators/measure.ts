import type { IndicatorDefinition, IndicatorMeasure } from '../contract/api/indicators.ts'
import { type Indicator, writingOf } from './definitions.ts'

const UNIT_MS = { days: 86_400_000, hours: 3_600_000 } as const

/** The value of an indicator from its two sums: milliseconds of a mean, else cases or times. */
export function measureOf(indicator: Indicator, numerator: number, denominator: number | null): IndicatorMeasure {
  const { unit } = indicator
  if (unit === 'count') return { numerator, denominator: null, value: numerator }
  if (denominator === null || denominator === 0) return { numerator, denominator, value: null }
  const { rounding, digits } = writingOf(indicator)
  const value = unit === '%'
    ? quotient(numerator * 100, denominator, digits, rounding)
    : quotient(numerator, denominator * UNIT_MS[unit], digits, rounding)
  return { numerator, denominator, value }
}

/** `numerator / denominator` with so many digits behind the point. Both are whole, not negative numbers: exact. */
export function quotient(
  numerator: number, denominator: number, digits: number, rounding: IndicatorDefinition['rounding'],
): number {
  const scale = 10n ** BigInt(digits)
  const scaled = BigInt(numerator) * scale
  const by = BigInt(denominator)
  const added = { none: 0n, down: 0n, up: 2n * by - 2n, 'half-up': by }[rounding]
  return Number((2n * scaled + added) / (2n * by)) / Number(scale)
}
