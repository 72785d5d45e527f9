import { describe, expect, it } from 'vitest'
import { isOverdue, timeLimitOf } from '../../../client/desk/list/time-limit.ts'

const hour = 3_600_000
const reported = Date.parse('2026-03-02T00:00:00Z')
const open = {
  status: 'dispatched' as const,
  reportedAt: '2026-03-02T00:00:00.000Z',
  dueAt: '2026-03-02T08:00:00.000Z',
  updatedAt: '2026-03-02T01:00:00.000Z',
  closedAt: null,
  colour: 'green' as const,
  suspendedAt: null,
}

describe('a time limit', () => {
  it('has the colour that the server says, whatever the clock of this machine', () => {
    expect(timeLimitOf({ ...open, colour: 'yellow' }, reported).colour).toBe('yellow')
    expect(timeLimitOf(open, reported + 999 * hour).colour).toBe('green')
  })

  it('says how much is left, and by how much it has passed', () => {
    expect(timeLimitOf(open, reported + 6 * hour)).toMatchObject({ remainingMs: 2 * hour, share: 0.25 })
    expect(timeLimitOf({ ...open, colour: 'red' }, reported + 9 * hour)).toEqual({
      colour: 'red', remainingMs: -hour, share: 0, finished: false, suspended: false,
    })
    expect(isOverdue({ ...open, colour: 'red' })).toBe(true)
    expect(isOverdue({ ...open, colour: 'yellow' })).toBe(false)
  })

  it('stops the clock of a case when it is closed', () => {
    const closed = { ...open, status: 'closed' as const, closedAt: '2026-03-02T02:00:00.000Z' }
    expect(timeLimitOf(closed, reported + 999 * hour)).toEqual({
      colour: 'green', remainingMs: 6 * hour, share: 0.75, finished: true, suspended: false,
    })
    expect(isOverdue({ ...closed, colour: 'red' })).toBe(false)
  })

  it('stops the clock of a rejected case at its last change', () => {
    const rejected = { ...open, status: 'rejected' as const }
    expect(timeLimitOf(rejected, reported + 999 * hour).remainingMs).toBe(7 * hour)
  })

  it('stands still while a case is suspended, which is then never overdue', () => {
    const suspended = { ...open, suspendedAt: '2026-03-02T03:00:00.000Z' }
    expect(timeLimitOf(suspended, reported + 999 * hour)).toMatchObject({ remainingMs: 5 * hour, suspended: true })
    expect(isOverdue({ ...suspended, colour: 'red' })).toBe(false)
  })

  it('never shows more than the whole limit, and none of a limit without length', () => {
    expect(timeLimitOf(open, reported - hour).share).toBe(1)
    expect(timeLimitOf({ ...open, dueAt: open.reportedAt }, reported - hour).share).toBe(0)
  })
})
