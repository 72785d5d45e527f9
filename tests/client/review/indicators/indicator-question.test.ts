import { describe, expect, test } from 'vitest'
import {
  curveStep, daysOfPreset, INDICATOR_PRESETS, presetOf,
} from '../../../../client/review/indicators/indicator-question.ts'

describe('the periods of the indicators', () => {
  test('a preset is days as of today, over the turn of a month and a year', () => {
    expect(daysOfPreset('thisMonth', '2026-03-10')).toEqual({ from: '2026-03-01', to: '2026-03-10' })
    expect(daysOfPreset('lastMonth', '2026-01-10')).toEqual({ from: '2025-12-01', to: '2025-12-31' })
    expect(daysOfPreset('lastMonth', '2024-03-31')).toEqual({ from: '2024-02-01', to: '2024-02-29' })
    expect(daysOfPreset('week', '2026-03-03')).toEqual({ from: '2026-02-25', to: '2026-03-03' })
  })

  test('days that a preset gives are shown as that preset, others as none', () => {
    const today = '2026-03-10'
    for (const preset of INDICATOR_PRESETS) expect(presetOf(daysOfPreset(preset, today), today)).toBe(preset)
    expect(presetOf({ from: '2026-03-02', to: '2026-03-09' }, '2026-03-10')).toBeUndefined()
  })

  test('a small curve has at most some sixty points', () => {
    expect(curveStep({ from: '2026-03-01', to: '2026-03-31' })).toBe('day')
    expect(curveStep({ from: '2025-04-01', to: '2026-03-31' })).toBe('week')
    expect(curveStep({ from: '2023-04-01', to: '2026-03-31' })).toBe('month')
  })
})
