import type { IndicatorDefinition, IndicatorMeasure } from '../../../server/contract/api/indicators.ts'

/** A value as it is written: the server has rounded it already. '—' where there is nothing to divide by. */
export function valueText({ digits }: Pick<IndicatorDefinition, 'digits'>, value: number | null): string {
  if (value === null) return '—'
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}

/** '16,754 / 16,769', or undefined of a count and of a mean, whose sums are milliseconds. */
export function partsText(
  { unit }: Pick<IndicatorDefinition, 'unit'>, { numerator, denominator }: IndicatorMeasure,
): string | undefined {
  if (unit !== '%' || denominator === null) return undefined
  return `${numerator.toLocaleString('en-US')} / ${denominator.toLocaleString('en-US')}`
}

/** Which way a value went, by how much, and whether that is good. */
export interface Change {
  way: 'up' | 'down' | 'level'
  mood: 'good' | 'bad' | 'neutral'
  /** Of shares and means the difference, of counts per cent of what it was. */
  amount: number
  isShare: boolean
}

/** The change from a value before; undefined where one of the two is missing, or a count rose from nothing. */
export function changeOf(
  { unit, better }: Pick<IndicatorDefinition, 'unit' | 'better'>,
  value: number | null,
  before: number | null | undefined,
): Change | undefined {
  if (value === null || before === null || before === undefined || (unit === 'count' && before === 0)) return undefined
  const difference = value - before
  const amount = unit === 'count' ? (difference / before) * 100 : difference
  const way = Math.abs(amount) < 0.005 ? 'level' : amount > 0 ? 'up' : 'down'
  const isGood = (better === 'more') === (way === 'up')
  const mood = better === 'neither' || way === 'level' ? 'neutral' : isGood ? 'good' : 'bad'
  return { way, mood, amount: Math.abs(amount), isShare: unit === '%' }
}
