import { expect, test } from 'vitest'
import { dutyAt, timelineOf } from '../../server/duty/timeline.ts'
import { createCityTime } from '../../server/org/city-time.ts'
import { nextShiftAt, onDutyMs, shiftSpanAt } from '../../server/tracks/shift-span.ts'

const HOUR_MS = 3_600_000
const cityTime = createCityTime('Asia/Shanghai')
const at = (text: string) => Date.parse(`${text}+08:00`)
const span = (from: string, to: string) => ({ fromMs: at(from), toMs: at(to) })
const shifts = timelineOf([
  span('2026-03-02T08:00', '2026-03-02T16:00'), span('2026-03-03T08:00', '2026-03-03T12:00'),
  span('2026-03-03T13:00', '2026-03-03T17:00'),
])
const duty = (atMs: number) => dutyAt(shifts, atMs)
const always = () => ({ onDuty: true, sinceMs: -Infinity, untilMs: Infinity })
const never = () => ({ onDuty: false, sinceMs: -Infinity, untilMs: Infinity })

test('it is the shift that runs, or the one before', () => {
  const first = span('2026-03-02T08:00', '2026-03-02T16:00')
  for (const time of ['2026-03-02T08:00', '2026-03-02T15:59', '2026-03-02T16:00', '2026-03-03T07:59']) {
    expect(shiftSpanAt(duty, cityTime, at(time)), time).toEqual(first)
  }
  expect(shiftSpanAt(duty, cityTime, at('2026-03-03T12:30'))).toEqual(span('2026-03-03T08:00', '2026-03-03T12:00'))
})

test('who is always on duty, or never was, is looked at by thirds of the day', () => {
  const third = span('2026-03-02T08:00', '2026-03-02T16:00')
  expect(shiftSpanAt(always, cityTime, at('2026-03-02T09:00'))).toEqual(third)
  expect(shiftSpanAt(never, cityTime, at('2026-03-02T09:00'))).toEqual(third)
  expect(shiftSpanAt(duty, cityTime, at('2026-03-02T07:00'))).toEqual(span('2026-03-02T00:00', '2026-03-02T08:00'))
  const sinceNine = (atMs: number) => dutyAt(timelineOf([{ fromMs: at('2026-03-02T09:00'), toMs: Infinity }]), atMs)
  expect(shiftSpanAt(sinceNine, cityTime, at('2026-03-02T10:00'))).toEqual(span('2026-03-02T09:00', '2026-03-02T16:00'))
})

test('the next shift is asked for by its beginning, once it has begun', () => {
  const end = at('2026-03-02T16:00')
  expect(nextShiftAt(duty, end, at('2026-03-03T09:00'))).toBe(at('2026-03-03T08:00'))
  expect(nextShiftAt(duty, end, at('2026-03-03T07:00'))).toBeUndefined()
  expect(nextShiftAt(duty, at('2026-03-03T17:00'), at('2026-03-04T09:00'))).toBeUndefined()
  expect(nextShiftAt(never, end, end + 1)).toBe(end)
  expect(nextShiftAt(always, end, end + 1)).toBe(end)
  expect(nextShiftAt(always, end, end)).toBeUndefined()
})

test('the time on duty is that of the shifts within a span', () => {
  expect(onDutyMs(duty, span('2026-03-03T10:00', '2026-03-03T14:00'))).toBe(3 * HOUR_MS)
  expect(onDutyMs(duty, span('2026-03-02T00:00', '2026-03-04T00:00'))).toBe(16 * HOUR_MS)
  expect(onDutyMs(always, span('2026-03-02T00:00', '2026-03-02T08:00'))).toBe(8 * HOUR_MS)
  expect(onDutyMs(never, span('2026-03-02T00:00', '2026-03-02T08:00'))).toBe(0)
})
