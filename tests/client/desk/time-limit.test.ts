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
}

describe('the three colours of a time limit', () => {
  it('is green while more than a quarter of the limit is left', () => {
    expect(timeLimitOf(open, reported + 6 * hour - 1)).toMatchObject({ colour: 'green', remainingMs: 2 * hour + 1 })
    expect(timeLimitOf(open, reported + 6 * hour).colour).toBe('green')
  })

  it('is yellow in the last quarter, to its last moment', () => {
    expect(timeLimitOf(open, reported + 6 * hour + 1).colour).toBe('yellow')
    expect(timeLimitOf(open, reported + 8 * hour)).toMatchObject({ colour: 'yellow', remainingMs: 0, share: 0 })
  })

  it('is red once the limit has passed, and says by how much', () => {
    expect(timeLimitOf(open, reported + 9 * hour)).toEqual({
      colour: 'red', remainingMs: -hour, share: 0, finished: false,
    })
  })

  it('stops the clock of a case when it is closed', () => {
    const closed = { ...open, status: 'closed' as const, closedAt: '2026-03-02T02:00:00.000Z' }
    expect(timeLimitOf(closed, reported + 999 * hour)).toEqual({
      colour: 'green', remainingMs: 6 * hour, share: 0.75, finished: true,
    })
    expect(isOverdue(closed, reported + 999 * hour)).toBe(false)
  })

  it('stops the clock of a rejected case at its last change', () => {
    const rejected = { ...open, status: 'rejected' as const }
    expect(timeLimitOf(rejected, reported + 999 * hour).remainingMs).toBe(7 * hour)
  })

  it('never shows more than the whole limit, and none of a limit without length', () => {
    expect(timeLimitOf(open, reported - hour).share).toBe(1)
    expect(timeLimitOf({ ...open, dueAt: open.reportedAt }, reported - hour).share).toBe(0)
  })
})
