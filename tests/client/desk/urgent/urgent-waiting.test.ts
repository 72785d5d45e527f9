import { describe, expect, it } from 'vitest'
import {
  acknowledge, QUIET_FOR_MS, ringing, urgentWaiting,
} from '../../../../client/desk/urgent/urgent-waiting.ts'
import { aCase } from '../../../support/live-records.ts'

const urgent = (id: number, over: Parameters<typeof aCase>[0] = {}) => aCase({ id, urgent: true, ...over })
const idsOf = (cases: { id: number }[]) => cases.map(({ id }) => id)

describe('urgent cases that wait', () => {
  it('are those that nobody has sent out, the longest waiting first', () => {
    const cases = [
      urgent(1, { reportedAt: '2026-03-01T02:00:00.000Z' }),
      urgent(2, { reportedAt: '2026-03-01T01:00:00.000Z', status: 'registered' }),
      urgent(3, { status: 'dispatched' }), urgent(4, { suspendedAt: '2026-03-01T03:00:00.000Z' }),
      urgent(5, { status: 'rejected' }), aCase({ id: 6 }),
    ]
    expect(idsOf(urgentWaiting(cases, '9901'))).toEqual([2, 1])
  })

  it('are those of this desk and the desks below it', () => {
    const cases = [urgent(1, { deskCode: '9901' }), urgent(2, { deskCode: '990101' }), urgent(3, { deskCode: '990102' })]
    expect(idsOf(urgentWaiting(cases, '990101'))).toEqual([2])
    expect(idsOf(urgentWaiting(cases, '99'))).toEqual([1, 2, 3])
  })

  it('ring until they are acknowledged, and again when nobody has sent them out by then', () => {
    const waiting = [urgent(1), urgent(2)]
    const seen = acknowledge({}, [1], 1000)
    expect(idsOf(ringing(waiting, {}, 1000))).toEqual([1, 2])
    expect(idsOf(ringing(waiting, seen, 1000 + QUIET_FOR_MS - 1))).toEqual([2])
    expect(idsOf(ringing(waiting, seen, 1000 + QUIET_FOR_MS))).toEqual([1, 2])
  })

  it('are remembered no longer than they are kept quiet', () => {
    const first = acknowledge({}, [1], 0)
    expect(acknowledge(first, [2], QUIET_FOR_MS - 1)).toEqual({ 1: 0, 2: QUIET_FOR_MS - 1 })
    expect(acknowledge(first, [2], QUIET_FOR_MS)).toEqual({ 2: QUIET_FOR_MS })
  })
})
