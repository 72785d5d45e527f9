import { describe, expect, it } from 'vitest'
import { ringing, urgentWaiting } from '../../../../client/desk/urgent/urgent-waiting.ts'
import { QUIET_FOR_MS } from '../../../../server/contract/api/cases.ts'
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

  it('ring until a desk has acknowledged them, and again when nobody has sent them out by then', () => {
    const atMs = Date.parse('2026-03-01T02:00:00.000Z')
    const waiting = [urgent(1, { acknowledged: { at: '2026-03-01T02:00:00.000Z', by: '值班员' } }), urgent(2)]
    expect(idsOf(ringing(waiting, atMs))).toEqual([2])
    expect(idsOf(ringing(waiting, atMs + QUIET_FOR_MS - 1))).toEqual([2])
    expect(idsOf(ringing(waiting, atMs + QUIET_FOR_MS))).toEqual([1, 2])
  })
})
