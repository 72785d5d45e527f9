import fc from 'fast-check'
import { expect, it } from 'vitest'
import { activeAbove, type ActivePlan } from '../../server/command/active-plans.ts'
import { isSeenFrom } from '../../server/live/feed/repository.ts'
import type { FeedEvent } from '../../server/contract/live.ts'

function aPlan(areaCode: string): ActivePlan {
  return { activationId: 1, planId: 1, planName: areaCode, areaCode, mode: 'war', startedAtMs: 0, limits: {} }
}

it('finds the longest code that a place begins with, as looking at every plan does', () => {
  const code = fc.array(fc.constantFrom('0', '1'), { minLength: 1, maxLength: 6 }).map((digits) => digits.join(''))
  fc.assert(fc.property(fc.uniqueArray(code, { maxLength: 8 }), code, (areas, place) => {
    const above = areas.filter((area) => place.startsWith(area)).sort((a, b) => b.length - a.length)
    expect(activeAbove(new Map(areas.map((area) => [area, aPlan(area)])), place)?.areaCode).toBe(above[0])
  }), { seed: 22 })
})

it('tells of a command above a screen, and of a case only within its area', () => {
  const row = (topic: string, areaCode: string) => ({ areaCode, event: { topic } as unknown as FeedEvent })
  expect(isSeenFrom(row('command', '9901'), '990101')).toBe(true)
  expect(isSeenFrom(row('command', '990101001'), '990101')).toBe(true)
  expect(isSeenFrom(row('command', '990102'), '990101')).toBe(false)
  expect(isSeenFrom(row('case', '9901'), '990101')).toBe(false)
})
