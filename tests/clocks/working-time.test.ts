import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TimeKind } from '../../server/contract/api/clocks.ts'
import { createWorkingCalendar, DAY_MS, type WorkingCalendar } from '../../server/clocks/working-calendar.ts'
import {
  addWorking, addWorkingMs, unitMs, workingBetween, workingMsBetween, yearsWithoutCalendar,
} from '../../server/clocks/working-time.ts'
import { createCityTime } from '../../server/org/city-time.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const OFFICE = [{ from: '08:30', to: '12:00' }, { from: '13:30', to: '17:30' }]
/** The Spring Festival of 2026, with the weekends that were worked for it. */
const DAYS = [
  ...Array.from({ length: 9 }, (_, index) => ({ date: `2026-02-${15 + index}`, name: '春节', isOffDay: true })),
  { date: '2026-02-14', name: '春节', isOffDay: false }, { date: '2026-02-28', name: '春节', isOffDay: false },
]
const shanghai = createWorkingCalendar(createCityTime('Asia/Shanghai'), [2026], DAYS, OFFICE)
const at = (text: string) => Date.parse(`${text}:00+08:00`)
const ends = (from: string, amount: number, kind: TimeKind) =>
  new Date(addWorking(shanghai, at(from), amount, kind) + 8 * HOUR).toISOString().slice(0, 16)

describe('four kinds of time', () => {
  it('runs urgent hours through nights and holidays', () => {
    expect(ends('2026-02-14T23:00', 2, 'urgent-hour')).toBe('2026-02-15T01:00')
  })

  it('counts working hours in office hours only', () => {
    expect(ends('2026-03-02T09:00', 4, 'working-hour')).toBe('2026-03-02T14:30')
    expect(ends('2026-03-02T17:00', 1, 'working-hour')).toBe('2026-03-03T09:00')
    expect(ends('2026-03-02T12:30', 1, 'working-hour')).toBe('2026-03-02T14:30')
  })

  it('ends at the end of a span, not at the beginning of the next', () => {
    expect(ends('2026-03-02T08:30', 3.5, 'working-hour')).toBe('2026-03-02T12:00')
    expect(ends('2026-03-02T08:30', 1, 'working-day')).toBe('2026-03-02T17:30')
  })

  it('lets a working day end at the same hour of the next one', () => {
    expect(ends('2026-03-02T10:00', 1, 'working-day')).toBe('2026-03-03T10:00')
    expect(ends('2026-03-06T10:00', 1, 'working-day')).toBe('2026-03-09T10:00')
    expect(ends('2026-03-07T10:00', 1, 'working-day')).toBe('2026-03-09T17:30')
  })

  it('leaves out a festival and works the Saturdays for it', () => {
    expect(ends('2026-02-13T10:00', 1, 'working-day')).toBe('2026-02-14T10:00')
    expect(ends('2026-02-14T10:00', 1, 'working-day')).toBe('2026-02-24T10:00')
    expect(ends('2026-02-27T17:00', 1, 'working-hour')).toBe('2026-02-28T09:00')
  })

  it('counts natural days by the clock on the wall', () => {
    expect(ends('2026-02-14T10:00', 3, 'natural-day')).toBe('2026-02-17T10:00')
    const berlin = { ...shanghai, time: createCityTime('Europe/Berlin') }
    const from = Date.parse('2026-03-28T10:00:00+01:00')
    expect(addWorking(berlin, from, 1, 'natural-day') - from).toBe(23 * HOUR)
  })

  it('says which years it had to guess, and only where the kind of time needs them', () => {
    const [from, to] = [at('2026-12-30T10:00'), at('2028-01-02T10:00')]
    expect(yearsWithoutCalendar(shanghai, from, to, 'working-day')).toEqual([2027, 2028])
    expect(yearsWithoutCalendar(shanghai, from, to, 'natural-day')).toEqual([])
    expect(ends('2027-01-01T10:00', 1, 'working-day')).toBe('2027-01-04T10:00')
  })

  it('gives up on a calendar in which nobody works', () => {
    const never = { ...shanghai, isWorkingDay: () => false }
    expect(() => addWorking(never, at('2026-03-02T10:00'), 1, 'working-hour')).toThrow(RangeError)
  })

  it('refuses office hours that do not follow each other', () => {
    const make = (officeHours: typeof OFFICE) => () => createWorkingCalendar(createCityTime('UTC'), [], [], officeHours)
    expect(make([{ from: '12:00', to: '08:30' }])).toThrow(/1, 12:00 to 08:30/)
    expect(make([OFFICE[1], OFFICE[0]])).toThrow(/2, 08:30 to 12:00/)
  })
})

/** Zones whose clocks are put forward and back: at night, by half an hour, and at midnight. */
const ZONES = ['Asia/Shanghai', 'Europe/Berlin', 'Australia/Lord_Howe', 'America/Havana', 'Asia/Kathmandu']
const HOURS = [
  OFFICE, [{ from: '00:00', to: '24:00' }], [{ from: '01:15', to: '02:45' }, { from: '03:10', to: '23:00' }],
]
/** Days around changes of the clocks and around a festival. */
const STARTS = ['2026-02-11', '2026-03-06', '2026-03-26', '2026-04-02', '2026-10-01', '2026-10-23', '2026-10-30']
const LENGTH_DAYS = 6

const situation = fc.record({
  zone: fc.constantFrom(...ZONES), hours: fc.constantFrom(...HOURS), start: fc.constantFrom(...STARTS),
  fromMinute: fc.integer({ min: 0, max: 2 * 1440 }), toMinute: fc.integer({ min: 0, max: LENGTH_DAYS * 1440 }),
})

/** Minute by minute: whether office hours are, by the first minutes at which the clocks have reached their ends. */
function officeMinutes(calendar: WorkingCalendar, fromMs: number, minutes: number): boolean[] {
  const { time, officeHours } = calendar
  const length = minutes + 2 * 1440
  const shows = Array.from({ length }, (_, minute) => time.toLocal(fromMs + (minute - 1440) * MINUTE))
  const firstAt = (localMs: number) => shows.findIndex((shown) => shown >= localMs) - 1440
  const open = Array.from({ length: minutes }, () => false)
  const firstDay = Math.floor(shows[0] / DAY_MS)
  for (let day = firstDay; day * DAY_MS <= shows.at(-1)!; day++) {
    if (!calendar.isWorkingDay(day)) continue
    for (const span of officeHours) {
      const from = Math.max(0, firstAt(day * DAY_MS + span.fromMs))
      const to = Math.min(minutes, firstAt(day * DAY_MS + span.toMs))
      for (let minute = from; minute < to; minute++) open[minute] = true
    }
  }
  return open
}

describe('working time, held against minutes that are counted one by one', () => {
  it('measures office time between any two minutes', () => {
    fc.assert(fc.property(situation, ({ zone, hours, start, fromMinute, toMinute }) => {
      const calendar = createWorkingCalendar(createCityTime(zone), [2026], DAYS, hours)
      const base = Date.parse(start)
      const open = officeMinutes(calendar, base, LENGTH_DAYS * 1440)
      const counted = open.slice(fromMinute, toMinute).filter(Boolean).length
      const [from, to] = [base + fromMinute * MINUTE, base + toMinute * MINUTE]
      expect(workingMsBetween(calendar, from, to, 'working-hour')).toBe(counted * MINUTE)
    }), { seed: 4, numRuns: 150 })
  })

  it('ends at the first instant at which so much has passed', () => {
    fc.assert(fc.property(situation, ({ zone, hours, start, fromMinute, toMinute }) => {
      const calendar = createWorkingCalendar(createCityTime(zone), [2026], DAYS, hours)
      const base = Date.parse(start)
      const open = officeMinutes(calendar, base, LENGTH_DAYS * 1440)
      const total = open.slice(fromMinute).filter(Boolean).length
      fc.pre(total > 0)
      const wanted = 1 + (toMinute % total)
      let counted = 0
      const last = open.findIndex((isOpen, minute) => minute >= fromMinute && isOpen && ++counted === wanted)
      const end = addWorkingMs(calendar, base + fromMinute * MINUTE, wanted * MINUTE, 'working-hour')
      expect(end).toBe(base + (last + 1) * MINUTE)
    }), { seed: 5, numRuns: 150 })
  })

  it('measures what it added, whatever the kind', () => {
    fc.assert(fc.property(
      situation, fc.constantFrom<TimeKind>('urgent-hour', 'working-hour', 'working-day', 'natural-day'),
      fc.double({ min: 0.01, max: 12, noNaN: true }),
      ({ zone, hours, start, fromMinute }, kind, amount) => {
        const calendar = createWorkingCalendar(createCityTime(zone), [2026], DAYS, hours)
        const from = Date.parse(start) + fromMinute * MINUTE
        const end = addWorking(calendar, from, amount, kind)
        const measured = workingBetween(calendar, from, end, kind)
        expect(Math.abs(measured - amount) * unitMs(calendar, kind)).toBeLessThan(3)
        expect(addWorking(calendar, from, amount * 1.01, kind)).toBeGreaterThan(end)
      },
    ), { seed: 6, numRuns: 300 })
  })
})
