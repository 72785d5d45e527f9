import { describe, expect, it } from 'vitest'
import { addDays, cityTime, nextMinute } from '../../../client/city/city-time.ts'

describe('the time of the city', () => {
  const shanghai = cityTime('Asia/Shanghai')

  it('is shown as its clocks show it, wherever the screen stands', () => {
    expect(shanghai.dateTime('2026-03-01T17:30:20Z')).toBe('2026-03-02 01:30')
    expect(shanghai.time('2026-03-01T16:00:00Z')).toBe('00:00:00')
    expect(shanghai.day('2026-03-01T15:59:59Z')).toBe('2026-03-01')
  })

  it('leaves out the day where it is today', () => {
    const now = Date.parse('2026-03-02T03:00:00Z')
    expect(shanghai.short('2026-03-01T17:30:00Z', now)).toBe('01:30')
    expect(shanghai.short('2026-03-01T15:30:00Z', now)).toBe('03-01 23:30')
  })

  it('knows when a day begins', () => {
    expect(shanghai.startOfDay('2026-03-02')).toBe(Date.parse('2026-03-01T16:00:00Z'))
  })

  it('knows when a day begins on which the clocks are changed, and the days around it', () => {
    const berlin = cityTime('Europe/Berlin')
    for (const day of ['2026-03-28', '2026-03-29', '2026-03-30', '2026-10-24', '2026-10-25', '2026-10-26']) {
      const start = berlin.startOfDay(day)
      expect(`${berlin.day(start)} ${berlin.time(start)}`).toBe(`${day} 00:00:00`)
      expect(berlin.day(start - 1)).toBe(addDays(day, -1))
    }
  })

  it('refuses a zone that does not exist', () => {
    expect(() => cityTime('Moon/Sea')).toThrow(RangeError)
  })
})

describe('days and minutes', () => {
  it('cross months and years', () => {
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31')
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
  })

  it('round up to a whole minute, and leave one as it is', () => {
    expect(nextMinute(60_001)).toBe(120_000)
    expect(nextMinute(120_000)).toBe(120_000)
  })
})
