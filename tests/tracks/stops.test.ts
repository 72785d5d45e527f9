import { expect, test } from 'vitest'
import { mulberry32 } from '../../geodata/city/random.ts'
import { findStops, STOP_RULE } from '../../server/tracks/stops.ts'
import { fixAt, metresBetween, noise, walkShift } from './walk.ts'

const MINUTE_MS = 60_000

test('every rest of a walked shift is one stop, where and when it was, and nothing else is', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const { fixes, stops: planned } = walkShift(seed, 8, 8)
    const found = findStops(fixes)
    expect(found.length, `seed ${seed}`).toBe(planned.length)
    for (const [k, stop] of found.entries()) {
      expect(metresBetween(stop, fixAt(0, planned[k].eastM, planned[k].northM))).toBeLessThan(20)
      expect(Math.abs(stop.fromMs - planned[k].fromMs)).toBeLessThanOrEqual(MINUTE_MS)
      expect(Math.abs(stop.toMs - planned[k].toMs)).toBeLessThanOrEqual(MINUTE_MS)
    }
  }
})

test('a stop keeps what it promises on any fixes: its length, its ends about its middle, no fix in two', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const random = mulberry32(seed)
    let [atMs, eastM, northM] = [0, 0, 0]
    const fixes = Array.from({ length: 400 }, () => {
      atMs += random() < 0.02 ? 30 * MINUTE_MS : random() * 40_000
      const stride = random() < 0.3 ? 60 : 5
      eastM += noise(random, stride)
      northM += noise(random, stride)
      return fixAt(atMs, eastM, northM)
    })
    let behind = 0
    for (const { first, last, fromMs, toMs, ...middle } of findStops(fixes)) {
      expect(first).toBeGreaterThanOrEqual(behind)
      behind = last + 1
      expect([fromMs, toMs]).toEqual([fixes[first].recordedAtMs, fixes[last].recordedAtMs])
      expect(toMs - fromMs).toBeGreaterThanOrEqual(STOP_RULE.leastMs)
      const near = fixes.slice(first, last + 1).filter((fix) => metresBetween(fix, middle) <= STOP_RULE.radiusM + 0.1)
      expect([near[0], near[near.length - 1]]).toEqual([fixes[first], fixes[last]])
      for (let i = first + 1; i <= last; i++) {
        expect(fixes[i].recordedAtMs - fixes[i - 1].recordedAtMs).toBeLessThanOrEqual(STOP_RULE.silenceMs)
      }
    }
  }
})

test('a phone that hardly sends while it lies still has stopped, one that is silent for long has not', () => {
  const quiet = [fixAt(0, 0, 0), fixAt(15 * MINUTE_MS, 5, 0), fixAt(30 * MINUTE_MS, 0, 5)]
  expect(findStops(quiet)).toMatchObject([{ fromMs: 0, toMs: 30 * MINUTE_MS, first: 0, last: 2 }])
  expect(findStops([fixAt(0, 0, 0), fixAt(21 * MINUTE_MS, 0, 0)])).toEqual([])
})

test('steps aside end no stop when they are over soon, and do when they are not', () => {
  const at = (minute: number, eastM: number) => fixAt(minute * MINUTE_MS, eastM, 0)
  const rest = [0, 1, 2, 3, 4, 5, 6]
  const brief = [...rest.map((m) => at(m, 0)), at(7, 120), at(8, 0), ...rest.map((m) => at(9 + m, 0))]
  expect(findStops(brief)).toMatchObject([{ first: 0, last: brief.length - 1 }])
  expect(metresBetween(findStops(brief)[0], at(0, 0))).toBeLessThan(0.1)
  const long = [...rest.map((m) => at(m, 0)), at(7, 120), at(8, 240), at(9, 120), ...rest.map((m) => at(10 + m, 0))]
  expect(findStops(long)).toMatchObject([{ first: 0, last: 6 }, { first: 10, last: 16 }])
})

test('no fixes, one fix and a steady walk have no stop', () => {
  expect(findStops([])).toEqual([])
  expect(findStops([fixAt(0, 0, 0)])).toEqual([])
  expect(findStops(Array.from({ length: 500 }, (_, i) => fixAt(i * 10_000, i * 7, 0)))).toEqual([])
})
