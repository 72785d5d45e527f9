import { describe, expect, test } from 'vitest'
import { INDICATOR_BY_CODE } from '../../server/indicators/definitions.ts'
import { measureOf, quotient } from '../../server/indicators/measure.ts'

const value = (code: string, numerator: number, denominator: number) =>
  measureOf(INDICATOR_BY_CODE.get(code)!, numerator, denominator).value

describe('how indicators are rounded', () => {
  test('the shares that cities have published come out as published', () => {
    expect(value('completion-rate', 16_754, 16_769)).toBe(99.91)
    expect(value('completion-rate', 4_717, 4_931)).toBe(95.66)
    expect(quotient(4_717 * 100, 4_931, 1, 'down')).toBe(95.6)
    expect(value('closing-rate', 62, 63)).toBe(98.41)
    expect(value('completion-rate', 2_721, 2_721)).toBe(100)
  })

  test('nearly all is never shown as all, and a little of what is bad never as nothing', () => {
    expect(value('completion-rate', 99_996, 100_000)).toBe(99.99)
    expect(value('completion-rate', 1_999_999, 2_000_000)).toBe(99.99)
    expect(value('rework-rate', 1, 2_000_000)).toBe(0.01)
    expect(value('rework-rate', 0, 2_000_000)).toBe(0)
  })

  test('means are rounded to the nearest, in days and hours', () => {
    expect(value('mean-days', 5 * 86_400_000 * 3, 3)).toBe(5)
    expect(value('mean-days', 0.005 * 86_400_000, 1)).toBe(0.01)
    expect(value('mean-handle-hours', 3 * 3_600_000, 2)).toBe(1.5)
  })

  test('where there is nothing to divide by there is no value, and a count is its numerator', () => {
    expect(value('closing-rate', 0, 0)).toBeNull()
    expect(measureOf(INDICATOR_BY_CODE.get('closed')!, 7, null)).toEqual({ numerator: 7, denominator: null, value: 7 })
  })

  test('every share that people expect is exact: no binary fraction moves it', () => {
    for (let whole = 1; whole <= 400; whole++) {
      for (let part = 0; part <= whole; part += 7) {
        const exact = (BigInt(part) * 10_000n) / BigInt(whole)
        expect(quotient(part * 100, whole, 2, 'down')).toBe(Number(exact) / 100)
      }
    }
  })
})
