import { beforeAll, expect, test } from 'vitest'
import type { City } from '../../geodata/city/city.ts'
import { generateCity } from '../../geodata/city/generate-city.ts'
import { generateHistory } from '../../geodata/history/generate-history.ts'
import type { History } from '../../geodata/history/history.ts'

const until = new Date('2026-11-21T12:00:00Z')
let city: City
let history: History

beforeAll(() => {
  city = generateCity({ seed: 1, grids: 200, workers: 50 })
  history = generateHistory(city, { seed: 1, cases: 20_000, until })
})

const indexes = () => Array.from({ length: history.count }, (_, index) => index)
const hourOf = (index: number) => new Date(history.reportedAt[index] + 8 * 3_600_000).getUTCHours()
const monthOf = (index: number) => new Date(history.reportedAt[index] + 8 * 3_600_000).getUTCMonth() + 1
const nameOf = (index: number) => city.categories[history.category[index]].name

test('a year of cases ends at the present, in order of time', () => {
  expect(history.count).toBe(20_000)
  expect(history.reportedAt[history.count - 1]).toBeLessThanOrEqual(until.getTime())
  expect(history.reportedAt[0]).toBeGreaterThanOrEqual(until.getTime() - 366 * 86_400_000)
  expect(history.reportedAt.every((time, index) => index === 0 || history.reportedAt[index - 1] <= time)).toBe(true)
})

test('the same seed makes the same year', () => {
  const again = generateHistory(city, { seed: 1, cases: 20_000, until })
  expect(again.reportedAt).toEqual(history.reportedAt)
  expect(again.lng).toEqual(history.lng)
  expect(again.description(77)).toBe(history.description(77))
})

test('people report by day, and of noise by night', () => {
  const share = (members: number[], from: number, to: number) =>
    members.filter((index) => hourOf(index) >= from && hourOf(index) < to).length / members.length
  const noise = indexes().filter((index) => nameOf(index).includes('噪声'))
  const rest = indexes().filter((index) => !nameOf(index).includes('噪声'))
  expect(share(rest, 8, 18)).toBeGreaterThan(0.6)
  expect(share(noise, 18, 24) + share(noise, 0, 6)).toBeGreaterThan(0.6)
})

test('people are cold in winter and wet in summer', () => {
  const heating = indexes().filter((index) => nameOf(index).includes('供热温度'))
  const flooding = indexes().filter((index) => nameOf(index) === '道路积水')
  const during = (members: number[], months: number[]) => members.filter((i) => months.includes(monthOf(i))).length / members.length
  expect(during(heating, [11, 12, 1, 2, 3])).toBeGreaterThan(0.9)
  expect(during(flooding, [6, 7, 8])).toBeGreaterThan(0.6)
})

test('some categories and some places come often, most seldom', () => {
  const counts = new Map<number, number>()
  const cells = new Map<string, number>()
  for (const index of indexes()) {
    counts.set(history.category[index], (counts.get(history.category[index]) ?? 0) + 1)
    const cell = `${history.lng[index].toFixed(3)},${history.lat[index].toFixed(3)}`
    cells.set(cell, (cells.get(cell) ?? 0) + 1)
  }
  const topShare = (values: Iterable<number>, share: number) => {
    const sorted = [...values].sort((a, b) => b - a)
    return sorted.slice(0, Math.ceil(sorted.length * share)).reduce((a, b) => a + b, 0) / history.count
  }
  expect(topShare(counts.values(), 0.1)).toBeGreaterThan(0.35)
  expect(topShare(cells.values(), 0.1)).toBeGreaterThan(0.25)
})

test('steps follow each other, most cases are closed, and what is open is what the present cut off', () => {
  const closed = history.status.filter((status) => status === 3).length
  expect(closed / history.count).toBeGreaterThan(0.97)
  expect(closed).toBeLessThan(history.count)
  const broken = indexes().filter((index) => {
    const steps = [history.reportedAt, history.dispatchedAt, history.handledAt, history.closedAt].map((times) => times[index])
    const done = steps.filter((time) => !Number.isNaN(time))
    const inOrder = done.every((time, step) => step === 0 || done[step - 1] <= time)
    return done.length !== history.status[index] + 1 || !inOrder || done.at(-1)! > until.getTime()
  })
  expect(broken).toEqual([])
})

test('components are things: no case is of one', () => {
  expect(indexes().every((index) => !city.categories[history.category[index]].code.startsWith('B'))).toBe(true)
})
