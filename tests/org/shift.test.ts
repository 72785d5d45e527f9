import { expect, test } from 'vitest'
import { createCityTime } from '../../server/org/city-time.ts'
import { shiftAt } from '../../server/org/shift.ts'

function shift(timeZone: string, at: string): [string, string] {
  const { fromMs, toMs } = shiftAt(createCityTime(timeZone), Date.parse(at))
  return [new Date(fromMs).toISOString(), new Date(toMs).toISOString()]
}

test.each([
  ['2026-03-01T00:00:00Z', '2026-03-01T00:00:00.000Z', '2026-03-01T08:00:00.000Z'],
  ['2026-03-01T07:59:59Z', '2026-03-01T00:00:00.000Z', '2026-03-01T08:00:00.000Z'],
  ['2026-03-01T08:00:00Z', '2026-03-01T08:00:00.000Z', '2026-03-01T16:00:00.000Z'],
  ['2026-03-01T15:59:59Z', '2026-03-01T08:00:00.000Z', '2026-03-01T16:00:00.000Z'],
  ['2026-02-28T23:00:00Z', '2026-02-28T16:00:00.000Z', '2026-03-01T00:00:00.000Z'],
])('in Shanghai at %s the shift runs from %s to %s', (at, from, to) => {
  expect(shift('Asia/Shanghai', at)).toEqual([from, to])
})

test('the night shift of the day on which the clocks go forward is an hour shorter', () => {
  expect(shift('Europe/Berlin', '2026-03-29T03:00:00Z')).toEqual(['2026-03-28T23:00:00.000Z', '2026-03-29T06:00:00.000Z'])
})
