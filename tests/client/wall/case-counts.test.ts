import { describe, expect, it } from 'vitest'
import { type CaseCounts, byHour, countEvents, eventsAfter, greatest } from '../../../client/wall/case-counts.ts'
import { alarmEvent, caseEvent } from '../../support/live-records.ts'

const rules = {
  dayOf: (at: string) => at.slice(0, 10),
  hourOf: (at: string) => Number(at.slice(11, 13)),
  classOf: (code: string) => code.slice(0, 4),
}
const counts: CaseCounts = {
  day: '2026-03-01', countedUntilMs: Date.parse('2026-03-01T09:00:00Z'),
  today: Array(24).fill(1), yesterday: Array(24).fill(2), byClass: { '0101': 5 },
}
const report = (seq: number, reportedAt: string, categoryCode = '0101001') =>
  caseEvent(seq, 'report', { id: seq, reportedAt, categoryCode })

describe('countEvents', () => {
  it('adds a new report to its hour and its class', () => {
    const events = [report(1, '2026-03-01T09:10:00Z'), report(2, '2026-03-01T10:10:00Z', '0202007')]
    const after = countEvents(counts, events, rules)
    expect(after.today[9]).toBe(2)
    expect(after.today[10]).toBe(2)
    expect(after.byClass).toEqual({ '0101': 6, '0202': 1 })
    expect(after.yesterday).toBe(counts.yesterday)
  })

  it('counts no case that the server has counted, that is of another day, or that is no report', () => {
    const none = [
      report(1, '2026-03-01T08:59:59Z'),
      report(2, '2026-03-02T00:00:01Z'),
      caseEvent(3, 'close', { reportedAt: '2026-03-01T09:30:00Z' }),
      alarmEvent(4, 'raise'),
    ]
    expect(countEvents(counts, none, rules)).toBe(counts)
  })
})

describe('eventsAfter', () => {
  it('gives what is new, oldest first', () => {
    const recent = [report(9, ''), report(8, ''), report(7, '')]
    expect(eventsAfter(recent, 7).map(({ seq }) => seq)).toEqual([8, 9])
  })
})

describe('greatest', () => {
  it('sorts by count and then by code, without the empty ones', () => {
    expect(greatest({ b: 3, a: 3, c: 9, d: 0 }, 3)).toEqual([['c', 9], ['a', 3], ['b', 3]])
    expect(greatest({ b: 3, a: 3, c: 9 }, 1)).toEqual([['c', 9]])
  })
})

describe('byHour', () => {
  it('puts counts into their hours', () => {
    expect(byHour({ key: ['0', '23', '7'], count: [4, 5, 6] })).toEqual(
      [4, 0, 0, 0, 0, 0, 0, 6, ...Array(15).fill(0), 5],
    )
  })
})
