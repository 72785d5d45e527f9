import { describe, expect, it } from 'vitest'
import { callOf, callState, missingOf } from '../../../client/command/call-of.ts'
import type { RollCallPerson, RollCallSummary } from '../../../server/contract/api/command.ts'

const NOON = Date.parse('2026-03-02T12:00:00.000Z')

function aCall(over: Partial<RollCallSummary> = {}): RollCallSummary {
  return {
    id: 1, activationId: 7, areaCode: '990101', area: { name: '西区', nameEn: 'West' }, kind: 'real', message: '报到',
    calledAt: '2026-03-02T11:50:00.000Z', calledBy: '值班员', dueAt: '2026-03-02T12:00:00.000Z', overdueAt: null, endedAt: null,
    total: 3, answered: 1, unable: 0, missing: 2, late: 0, ...over,
  }
}

function aPerson(over: Partial<RollCallPerson> = {}): RollCallPerson {
  return {
    workerId: 1, unitId: null, name: '张三', nameEn: 'Zhang San', onDuty: false, answer: null, note: '', answeredAt: null,
    answeredBy: null, late: false, place: null, ...over,
  }
}

it('shows the newest open roll call of what is on', () => {
  const calls = [aCall({ id: 1 }), aCall({ id: 3 }), aCall({ id: 4, endedAt: '2026-03-02T11:55:00.000Z' }), aCall({ id: 5, activationId: 8 })]
  expect(callOf(calls, 7)?.id).toBe(3)
  expect(callOf(calls, 9)).toBeUndefined()
})

describe('the state of a roll call', () => {
  it('is over when its time is up and somebody is missing', () => {
    expect(callState(aCall(), NOON - 1)).toBe('open')
    expect(callState(aCall(), NOON)).toBe('over')
  })

  it('is complete when nobody is missing, whatever the time', () => {
    expect(callState(aCall({ missing: 0 }), NOON + 1)).toBe('complete')
  })

  it('is ended when somebody ended it', () => {
    expect(callState(aCall({ endedAt: '2026-03-02T11:55:00.000Z' }), NOON)).toBe('ended')
  })
})

it('names those on duty first among the missing', () => {
  const people = [
    aPerson({ workerId: 1 }), aPerson({ workerId: null, unitId: 4, onDuty: null }),
    aPerson({ workerId: 2, onDuty: true }), aPerson({ workerId: 3, onDuty: true, answer: 'here' }),
  ]
  expect(missingOf(people).map(({ workerId }) => workerId)).toEqual([2, 1, null])
})
