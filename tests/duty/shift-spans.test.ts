import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ShiftSpan } from '../../server/contract/api/duty.ts'
import { timelineOfSpans } from '../../server/duty/shift-spans.ts'
import { ALWAYS, dutyAt, isOnDuty, timelineOf, type Timeline, withException } from '../../server/duty/timeline.ts'
import { createCityTime } from '../../server/org/city-time.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** By minute, whether any span runs: a span has begun once the clock has shown its hour of its day, or more. */
function onDutyByMinute(spans: readonly ShiftSpan[], timeZone: string, fromMs: number, minutes: number): boolean[] {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit',
  })
  const shownAt = (ms: number) => {
    const part = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, value]))
    return `${part.year}-${part.month}-${part.day} ${part.hour}:${part.minute}`
  }
  // Two days before the first minute, so that spans of the days before are seen to begin.
  const startMs = fromMs - 2 * DAY_MS
  const dates = Array.from({ length: minutes / 1440 + 5 }, (_, i) => {
    const date = new Date(startMs + (i - 1) * DAY_MS)
    return date.toISOString().slice(0, 10)
  })
  const occurrences = dates.flatMap((date) => {
    const day = new Date(`${date}T00:00:00Z`).getUTCDay() || 7
    const nextDate = new Date(Date.parse(`${date}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10)
    return spans
      .filter(({ days }) => days.includes(day))
      .map(({ from, to }) => ({
        begin: `${date} ${from}`, end: `${to > from ? date : nextDate} ${to}`, begun: false, ended: false,
      }))
  })
  const found: boolean[] = []
  for (let ms = startMs; ms < fromMs + minutes * MINUTE_MS; ms += MINUTE_MS) {
    const shown = shownAt(ms)
    for (const span of occurrences) {
      span.begun ||= shown >= span.begin
      span.ended ||= shown >= span.end
    }
    if (ms >= fromMs) found.push(occurrences.some(({ begun, ended }) => begun && !ended))
  }
  return found
}

const clock = fc.tuple(fc.nat(23), fc.nat(59)).map(([h, m]) => `${`${h}`.padStart(2, '0')}:${`${m}`.padStart(2, '0')}`)
const span = fc.record({ days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), from: clock, to: clock })
const spans = fc.array(span, { maxLength: 4 })

const zones = [
  { name: 'a day without a change', timeZone: 'Asia/Shanghai', from: '2026-03-01T16:00:00Z' },
  { name: 'clocks set forward', timeZone: 'Europe/Berlin', from: '2026-03-27T23:00:00Z' },
  { name: 'clocks set back', timeZone: 'Europe/Berlin', from: '2026-10-23T22:00:00Z' },
  { name: 'clocks set forward by half an hour', timeZone: 'Australia/Lord_Howe', from: '2026-10-02T13:30:00Z' },
  { name: 'a date that is skipped', timeZone: 'Pacific/Apia', from: '2011-12-29T10:00:00Z' },
]

describe.each(zones)('over $name in $timeZone', ({ timeZone, from }) => {
  const fromMs = Date.parse(from)
  const minutes = 3 * 1440
  const cityTime = createCityTime(timeZone)

  test('a pattern is on duty in the very minutes in which its spans run by the clock', () => {
    fc.assert(
      fc.property(spans, (spans) => {
        const timeline = timelineOfSpans(spans, cityTime, fromMs, fromMs + minutes * MINUTE_MS)
        const found = Array.from({ length: minutes }, (_, i) => isOnDuty(timeline, fromMs + i * MINUTE_MS))
        expect(found).toEqual(onDutyByMinute(spans, timeZone, fromMs, minutes))
      }),
      { seed: 4, numRuns: 12 },
    )
  })
})

/** What holds in each of some minutes after 0. */
const byMinute = (timeline: Timeline, minutes: number) => Array.from({ length: minutes }, (_, i) => isOnDuty(timeline, i))

const interval = fc.tuple(fc.nat(40), fc.nat(40)).map(([fromMs, toMs]) => ({ fromMs, toMs }))

test('a timeline holds in the union of its intervals, has no needless edge and rises', () => {
  fc.assert(
    fc.property(fc.array(interval), (intervals) => {
      const timeline = timelineOf(intervals)
      const expected = Array.from({ length: 41 }, (_, t) => intervals.some(({ fromMs, toMs }) => fromMs <= t && t < toMs))
      expect(byMinute(timeline, 41)).toEqual(expected)
      for (let i = 1; i < timeline.length; i++) expect(timeline[i]).toBeGreaterThan(timeline[i - 1])
    }),
    { seed: 4 },
  )
})

test('an exception outdoes what was there, on or off, and nothing beside it', () => {
  fc.assert(
    fc.property(
      fc.array(interval), fc.array(fc.record({ interval, onDuty: fc.boolean() })), fc.boolean(),
      (intervals, exceptions, always) => {
        const base = always ? ALWAYS : timelineOf(intervals)
        const expected = byMinute(base, 41)
        let timeline = base
        for (const { interval, onDuty } of exceptions) {
          timeline = withException(timeline, interval, onDuty)
          for (let t = interval.fromMs; t < interval.toMs; t++) expected[t] = onDuty
        }
        expect(byMinute(timeline, 41)).toEqual(expected)
      },
    ),
    { seed: 4 },
  )
})

test('what holds is told with since when and until when', () => {
  const cityTime = createCityTime('Asia/Shanghai')
  const nightShift = [{ days: [1, 2, 3, 4, 5, 6, 7], from: '22:00', to: '06:00' }]
  const fromMs = Date.parse('2026-03-01T00:00:00+08:00')
  const timeline = timelineOfSpans(nightShift, cityTime, fromMs, fromMs + 7 * DAY_MS)
  expect(dutyAt(timeline, Date.parse('2026-03-03T01:30:00+08:00'))).toEqual({
    onDuty: true,
    sinceMs: Date.parse('2026-03-02T22:00:00+08:00'),
    untilMs: Date.parse('2026-03-03T06:00:00+08:00'),
  })
  expect(dutyAt(timeline, Date.parse('2026-03-03T06:00:00+08:00'))).toEqual({
    onDuty: false,
    sinceMs: Date.parse('2026-03-03T06:00:00+08:00'),
    untilMs: Date.parse('2026-03-03T22:00:00+08:00'),
  })
  expect(dutyAt(ALWAYS, 0)).toEqual({ onDuty: true, sinceMs: -Infinity, untilMs: Infinity })
  expect(dutyAt(timelineOf([]), 0)).toEqual({ onDuty: false, sinceMs: -Infinity, untilMs: Infinity })
})

test('shifts that touch are one: the early and the late one of a day end with the late one', () => {
  const cityTime = createCityTime('Asia/Shanghai')
  const days = [1, 2, 3, 4, 5, 6, 7]
  const fromMs = Date.parse('2026-03-01T00:00:00+08:00')
  const twoShifts = [{ days, from: '06:00', to: '14:00' }, { days, from: '14:00', to: '22:00' }]
  const timeline = timelineOfSpans(twoShifts, cityTime, fromMs, fromMs + DAY_MS)
  expect(dutyAt(timeline, fromMs + 10 * HOUR_MS).untilMs).toBe(fromMs + 22 * HOUR_MS)
  const wholeDays = timelineOfSpans([{ days, from: '00:00', to: '00:00' }], cityTime, fromMs, fromMs + DAY_MS)
  expect(wholeDays.length).toBe(2)
})
