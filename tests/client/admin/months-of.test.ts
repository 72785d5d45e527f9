import { expect, it } from 'vitest'
import { monthsOf } from '../../../client/admin/clocks/months-of.ts'

it('shows a year as its weeks fall, with holidays and weekends that are worked', () => {
  const months = monthsOf(2026, [
    { date: '2026-02-14', name: '春节', isOffDay: false }, { date: '2026-02-16', name: '春节', isOffDay: true },
  ])
  expect(months).toHaveLength(12)
  expect(months.map(({ days }) => days.length)).toEqual([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
  const [january, february] = months
  expect(january).toMatchObject({ month: 1, firstWeekday: 4 })
  expect(january.days[2]).toEqual({ date: '2026-01-03', number: 3, kind: 'weekend', name: undefined })
  expect(february.days.slice(12, 16).map(({ kind }) => kind)).toEqual(['work', 'worked', 'weekend', 'holiday'])
  expect(february.days[15].name).toBe('春节')
  expect(monthsOf(2024, [])[1].days).toHaveLength(29)
})
