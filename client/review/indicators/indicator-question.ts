import type { IndicatorDimension } from '../../../server/contract/api/indicators.ts'
import { addDays } from '../../city/city-time.ts'

export const INDICATOR_PRESETS = ['thisMonth', 'lastMonth', 'week', 'month', 'quarter', 'year'] as const
export type IndicatorPreset = (typeof INDICATOR_PRESETS)[number]

/** Days 'YYYY-MM-DD'; `to` is the last that belongs to it. */
export interface DaySpan {
  from: string
  to: string
}

/** What the view asks, whatever it shows of it. */
export interface IndicatorQuestion {
  days: DaySpan
  area: string | undefined
  category: string | undefined
}

/** The days of a preset, as of a day of the city. */
export function daysOfPreset(preset: IndicatorPreset, today: string): DaySpan {
  const firstOfMonth = `${today.slice(0, 7)}-01`
  switch (preset) {
    case 'thisMonth':
      return { from: firstOfMonth, to: today }
    case 'lastMonth': {
      const last = addDays(firstOfMonth, -1)
      return { from: `${last.slice(0, 7)}-01`, to: last }
    }
    case 'week':
      return { from: addDays(today, -6), to: today }
    case 'month':
      return { from: addDays(today, -29), to: today }
    case 'quarter':
      return { from: addDays(today, -89), to: today }
    case 'year':
      return { from: addDays(today, -364), to: today }
  }
}

/** The preset that these days are as of today, or undefined. */
export function presetOf(days: DaySpan, today: string): IndicatorPreset | undefined {
  return INDICATOR_PRESETS.find((preset) => {
    const { from, to } = daysOfPreset(preset, today)
    return from === days.from && to === days.to
  })
}

/** The step of a small curve over a period: at most some sixty points. */
export function curveStep({ from, to }: DaySpan): Extract<IndicatorDimension, 'day' | 'week' | 'month'> {
  const days = (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000 + 1
  return days <= 62 ? 'day' : days <= 400 ? 'week' : 'month'
}

/** The parameters of every question of the view. */
export function parametersOf({ days, area, category }: IndicatorQuestion) {
  return { ...days, area, category }
}
