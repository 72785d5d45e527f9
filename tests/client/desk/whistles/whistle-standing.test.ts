import { describe, expect, it } from 'vitest'
import { countCalls, inOrderOfNeed, standingOf } from '../../../../client/desk/whistles/whistle-standing.ts'
import type { WhistleCall, WhistleRecord } from '../../../../server/contract/api/field-work.ts'

const DUE_AT = '2026-03-01T02:30:00.000Z'
const dueAtMs = Date.parse(DUE_AT)

function call(unitId: number, checkedInAt: string | null = null): WhistleCall {
  return {
    unitId, workerId: null, called: { name: `U${unitId}`, nameEn: '' }, checkedInAt, checkedInBy: null, distanceM: null,
    accuracyM: null, escalatedAt: null, escalatedTo: null,
  }
}
function whistle(id: number, over: Partial<WhistleRecord> = {}): WhistleRecord {
  return {
    id, caseId: null, caseNumber: null, lng: 116, lat: 40, areaCode: '990101001001', area: { name: '', nameEn: '' },
    text: '来人', withinM: 200, blownAt: '2026-03-01T02:00:00.000Z', blownBy: '值班员', dueAt: DUE_AT, endedAt: null,
    calls: [call(1), call(2)], ...over,
  }
}

describe('one who was called by a whistle', () => {
  const open = { dueAt: DUE_AT, endedAt: null }
  it('is expected until it is due, and overdue from then on', () => {
    expect(standingOf(call(1), open, dueAtMs - 1)).toBe('waiting')
    expect(standingOf(call(1), open, dueAtMs)).toBe('overdue')
  })

  it('is there once he has checked in, late where that was after it was due', () => {
    expect(standingOf(call(1, DUE_AT), open, dueAtMs + 1)).toBe('there')
    expect(standingOf(call(1, '2026-03-01T02:30:01.000Z'), open, dueAtMs + 2000)).toBe('late')
  })

  it('need not come any more once it was ended', () => {
    const ended = { dueAt: DUE_AT, endedAt: DUE_AT }
    expect(standingOf(call(1), ended, dueAtMs + 1)).toBe('released')
    expect(standingOf(call(1, DUE_AT), ended, dueAtMs + 1)).toBe('there')
  })
})

describe('a whistle', () => {
  it('counts who is there, late or not, and who ought to be', () => {
    const calls = [call(1, '2026-03-01T02:10:00.000Z'), call(2, '2026-03-01T02:40:00.000Z'), call(3)]
    expect(countCalls(whistle(1, { calls }), dueAtMs + 900_000)).toEqual({ there: 2, overdue: 1, total: 3 })
    expect(countCalls(whistle(1, { calls, endedAt: DUE_AT }), dueAtMs + 900_000)).toEqual({ there: 2, overdue: 0, total: 3 })
  })

  it('comes before others where somebody is overdue, else by when it is due', () => {
    const later = whistle(1, { dueAt: '2026-03-01T05:00:00.000Z' })
    const soon = whistle(2, { dueAt: '2026-03-01T04:00:00.000Z' })
    const answered = whistle(3, { calls: [call(1, '2026-03-01T02:10:00.000Z')] })
    const overdue = whistle(4, { dueAt: '2026-03-01T02:40:00.000Z' })
    const ordered = inOrderOfNeed([later, soon, answered, overdue], Date.parse('2026-03-01T03:00:00.000Z'))
    expect(ordered.map(({ id }) => id)).toEqual([4, 3, 2, 1])
  })
})
