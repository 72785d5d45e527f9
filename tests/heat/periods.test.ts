import { expect, test } from 'vitest'
import { calendarEdges, equalEdges, roughStepCount, type Step } from '../../server/heat/periods.ts'
import { createCityTime } from '../../server/org/city-time.ts'

const shanghai = createCityTime('Asia/Shanghai')
const edges = (from: string, to: string, step: Step, cityTime = shanghai) =>
  calendarEdges(Date.parse(from), Date.parse(to), step, cityTime).map((edge) => new Date(edge).toISOString())

test('days are cut at midnight of the city, the first and the last where the period begins and ends', () => {
  expect(edges('2025-03-01T04:00:00Z', '2025-03-03T20:00:00Z', 'day')).toEqual([
    '2025-03-01T04:00:00.000Z',
    '2025-03-01T16:00:00.000Z',
    '2025-03-02T16:00:00.000Z',
    '2025-03-03T16:00:00.000Z',
    '2025-03-03T20:00:00.000Z',
  ])
})

test('weeks begin on Monday', () => {
  const cut = edges('2025-06-30T16:00:00Z', '2025-07-20T16:00:00Z', 'week').slice(1, -1)
  expect(cut).toEqual(['2025-07-06T16:00:00.000Z', '2025-07-13T16:00:00.000Z'])
})

test('months begin on their first, whatever their length', () => {
  expect(edges('2025-01-14T16:00:00Z', '2025-03-31T16:00:00Z', 'month')).toEqual([
    '2025-01-14T16:00:00.000Z',
    '2025-01-31T16:00:00.000Z',
    '2025-02-28T16:00:00.000Z',
    '2025-03-31T16:00:00.000Z',
  ])
})

test('a period that begins on an edge has no empty first step', () => {
  expect(edges('2025-02-28T16:00:00Z', '2025-03-01T16:00:00Z', 'day')).toHaveLength(2)
  expect(edges('2025-02-28T16:00:00Z', '2025-02-28T19:00:00Z', 'hour')).toHaveLength(4)
})

test('a day on which clocks change has 23 or 25 hours, and no step is empty or negative', () => {
  const berlin = createCityTime('Europe/Berlin')
  const hours = (from: string, to: string) => edges(from, to, 'hour', berlin).map(Date.parse)
  const spring = hours('2025-03-29T23:00:00Z', '2025-03-30T22:00:00Z')
  expect(spring).toHaveLength(24)
  const autumn = hours('2025-10-25T22:00:00Z', '2025-10-26T23:00:00Z')
  expect(autumn.every((edge, index) => index === 0 || edge > autumn[index - 1])).toBe(true)
  expect(edges('2025-10-25T22:00:00Z', '2025-10-27T23:00:00Z', 'day', berlin)).toEqual([
    '2025-10-25T22:00:00.000Z',
    '2025-10-26T23:00:00.000Z',
    '2025-10-27T23:00:00.000Z',
  ])
})

test('equal periods end where they are told to', () => {
  expect(equalEdges(1000, 100, 3)).toEqual([700, 800, 900, 1000])
})

test('the rough count of steps is never more than two below the exact one', () => {
  const from = Date.parse('2025-01-15T05:00:00Z')
  for (const step of ['hour', 'day', 'week', 'month'] as const) {
    for (let days = 1; days < 100; days += 7) {
      const to = from + days * 86_400_000
      expect(roughStepCount(from, to, step)).toBeGreaterThanOrEqual(calendarEdges(from, to, step, shanghai).length - 3)
    }
  }
})
