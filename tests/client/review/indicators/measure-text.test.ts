import { describe, expect, test } from 'vitest'
import { changeOf, partsText, valueText } from '../../../../client/review/indicators/measure-text.ts'
import { curvePath } from '../../../../client/review/indicators/sparkline.tsx'

describe('how indicators are written', () => {
  test('as the server rounded them, with all their digits', () => {
    expect(valueText({ digits: 2 }, 100)).toBe('100.00')
    expect(valueText({ digits: 2 }, 99.9)).toBe('99.90')
    expect(valueText({ digits: 0 }, 16_769)).toBe('16,769')
    expect(valueText({ digits: 2 }, null)).toBe('—')
  })

  test('a share shows its two numbers; a mean, whose sums are milliseconds, does not', () => {
    expect(partsText({ unit: '%' }, { numerator: 16_754, denominator: 16_769, value: 99.91 })).toBe('16,754 / 16,769')
    expect(partsText({ unit: 'days' }, { numerator: 86_400_000, denominator: 1, value: 1 })).toBeUndefined()
    expect(partsText({ unit: 'count' }, { numerator: 5, denominator: null, value: 5 })).toBeUndefined()
  })

  test('a share changes by points, a count by per cent, and whether that is good depends on the indicator', () => {
    const rise = { way: 'up', mood: 'good', amount: 1, isShare: true }
    expect(changeOf({ unit: '%', better: 'more' }, 96, 95)).toEqual(rise)
    expect(changeOf({ unit: '%', better: 'less' }, 5, 4)).toMatchObject({ way: 'up', mood: 'bad' })
    expect(changeOf({ unit: 'days', better: 'less' }, 4, 5)).toMatchObject({ way: 'down', mood: 'good', amount: 1 })
    expect(changeOf({ unit: 'count', better: 'neither' }, 150, 100)).toMatchObject({ mood: 'neutral', amount: 50 })
    expect(changeOf({ unit: '%', better: 'more' }, 95, 95)).toMatchObject({ way: 'level', mood: 'neutral' })
  })

  test('nothing is compared with nothing', () => {
    expect(changeOf({ unit: 'count', better: 'more' }, 5, 0)).toBeUndefined()
    expect(changeOf({ unit: '%', better: 'more' }, null, 95)).toBeUndefined()
    expect(changeOf({ unit: '%', better: 'more' }, 95, undefined)).toBeUndefined()
  })

  test('a curve fills its box, is broken where a value is missing, and a level one runs through the middle', () => {
    expect(curvePath([0, 5, 10], 100, 26)).toBe('M0.0 25.0L50.0 13.0L100.0 1.0')
    expect(curvePath([0, null, 10], 100, 26)).toBe('M0.0 25.0M100.0 1.0')
    expect(curvePath([3, 3], 100, 26)).toBe('M0.0 13.0L100.0 13.0')
  })
})
