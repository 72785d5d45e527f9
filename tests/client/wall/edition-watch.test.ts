import { expect, test } from 'vitest'
import { hear, reloadsNow, type ReloadFacts } from '../../../client/wall/edition-watch.ts'

const facts: ReloadFacts = {
  shown: '1.0', heard: { key: '2.0', sinceMs: 1000 }, reloadedFor: null, isLive: true, spread: 0, nowMs: 6000,
}

test('a wall reloads when the server has had another edition for five seconds, each wall a little later', () => {
  expect(reloadsNow({ ...facts, nowMs: 5999 })).toBe(false)
  expect(reloadsNow(facts)).toBe(true)
  expect(reloadsNow({ ...facts, spread: 1, nowMs: 10_999 })).toBe(false)
  expect(reloadsNow({ ...facts, spread: 1, nowMs: 11_000 })).toBe(true)
})

test('it does not while it shows what the server has, or has heard nothing', () => {
  expect(reloadsNow({ ...facts, shown: '2.0' })).toBe(false)
  expect(reloadsNow({ ...facts, heard: null })).toBe(false)
})

test('it does not without a server, and not twice for one edition', () => {
  expect(reloadsNow({ ...facts, isLive: false })).toBe(false)
  expect(reloadsNow({ ...facts, reloadedFor: '2.0' })).toBe(false)
  expect(reloadsNow({ ...facts, reloadedFor: '1.5' })).toBe(true)
})

test('the time counts from when an edition was first heard, anew for the next one', () => {
  const first = hear(null, '2.0', 1000)
  expect(hear(first, '2.0', 3000)).toEqual({ key: '2.0', sinceMs: 1000 })
  expect(hear(first, '3.0', 4000)).toEqual({ key: '3.0', sinceMs: 4000 })
})
