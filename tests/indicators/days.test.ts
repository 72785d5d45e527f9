import { describe, expect, test } from 'vitest'
import { daysBefore, daysOfLastYear, daysOfMonths, spanOf } from '../../server/indicators/days.ts'
import { createCityTime } from '../../server/org/city-time.ts'

const shanghai = createCityTime('Asia/Shanghai')

describe('periods of indicators', () => {
  test('are days of the city, the last one included', () => {
    expect(spanOf({ from: '2026-03-01', to: '2026-03-31' }, shanghai)).toEqual({
      fromMs: Date.parse('2026-03-01T00:00:00+08:00'), toMs: Date.parse('2026-04-01T00:00:00+08:00'),
    })
  })

  test('follow the clocks where they are changed', () => {
    const { fromMs, toMs } = spanOf({ from: '2026-03-29', to: '2026-03-29' }, createCityTime('Europe/Berlin'))
    expect(toMs - fromMs).toBe(23 * 3_600_000)
  })

  test('days that do not exist, swapped ones and endless periods are refused by name', () => {
    expect(() => spanOf({ from: '2026-02-30', to: '2026-03-01' }, shanghai)).toThrow(/from.*2026-02-30/)
    expect(() => spanOf({ from: '2026-03-02', to: '2026-03-01' }, shanghai)).toThrow(/to.*not before from/)
    expect(() => spanOf({ from: '2000-01-01', to: '2026-03-01' }, shanghai)).toThrow(/ten years/)
  })

  test('compare whole months with whole months, other days with as many before', () => {
    expect(daysBefore({ from: '2026-03-01', to: '2026-03-31' })).toEqual({ from: '2026-02-01', to: '2026-02-28' })
    expect(daysBefore({ from: '2026-01-01', to: '2026-03-31' })).toEqual({ from: '2025-10-01', to: '2025-12-31' })
    expect(daysBefore({ from: '2026-03-01', to: '2026-03-10' })).toEqual({ from: '2026-02-19', to: '2026-02-28' })
    expect(daysBefore({ from: '2026-03-05', to: '2026-03-05' })).toEqual({ from: '2026-03-04', to: '2026-03-04' })
  })

  test('compare with the same days a year before, and the end of February with its end', () => {
    expect(daysOfLastYear({ from: '2026-03-05', to: '2026-04-06' })).toEqual({ from: '2025-03-05', to: '2025-04-06' })
    expect(daysOfLastYear({ from: '2024-02-01', to: '2024-02-29' })).toEqual({ from: '2023-02-01', to: '2023-02-28' })
    expect(daysOfLastYear({ from: '2025-02-01', to: '2025-02-28' })).toEqual({ from: '2024-02-01', to: '2024-02-29' })
    expect(daysOfLastYear({ from: '2024-02-29', to: '2024-03-02' })).toEqual({ from: '2023-02-28', to: '2023-03-02' })
  })

  test('a bulletin covers whole months, over the turn of a year too', () => {
    expect(daysOfMonths('2026-02', 1)).toEqual({ from: '2026-02-01', to: '2026-02-28' })
    expect(daysOfMonths('2026-01', 2)).toEqual({ from: '2025-12-01', to: '2026-01-31' })
    expect(daysOfMonths('2026-12', 12)).toEqual({ from: '2026-01-01', to: '2026-12-31' })
  })
})
