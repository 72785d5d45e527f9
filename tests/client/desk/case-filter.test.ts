import { describe, expect, it } from 'vitest'
import { EVERYTHING, isInView, listCases, type FilterContext } from '../../../client/desk/list/case-filter.ts'
import type { CaseSummary } from '../../../server/contract/api/cases.ts'
import { aCase } from '../../support/live-records.ts'

function caseOf(id: number, part: Partial<CaseSummary> = {}): CaseSummary {
  return aCase({
    id, number: `A${id}`, categoryCode: '10101', description: '', lng: 117, lat: 31, reportedAt: '2026-03-02T08:00:00.000Z',
    dueAt: '2026-03-02T16:00:00.000Z', updatedAt: '2026-03-02T08:00:00.000Z', areaCode: '990101', unitId: 1, ...part,
  })
}

const context: FilterContext = {
  view: undefined, categoryCodes: undefined, deskCode: '9901',
  wordsOf: (record) => `${record.number} ${record.description}`.toLowerCase(),
}
const idsOf = (cases: CaseSummary[]) => cases.map((record) => record.id)

describe('the case list', () => {
  it('puts urgent before the rest, overdue before what is not, and then what is due sooner', () => {
    const cases = [
      caseOf(1, { dueAt: '2026-03-02T18:00:00.000Z' }),
      caseOf(2, { dueAt: '2026-03-02T11:00:00.000Z', colour: 'red' }),
      caseOf(3, { urgent: true, dueAt: '2026-03-03T18:00:00.000Z' }),
      caseOf(4, { urgent: true, dueAt: '2026-03-03T19:00:00.000Z', colour: 'red' }),
      caseOf(5, { dueAt: '2026-03-02T13:00:00.000Z' }),
    ]
    expect(idsOf(listCases(cases, EVERYTHING, context))).toEqual([4, 3, 2, 5, 1])
  })

  it('puts the newest first when asked to', () => {
    const cases = [caseOf(2, { urgent: true }), caseOf(9), caseOf(5)]
    expect(idsOf(listCases(cases, { ...EVERYTHING, order: 'newest' }, context))).toEqual([9, 5, 2])
  })

  it('gives the same order whatever order the cases come in', () => {
    const cases = Array.from({ length: 40 }, (_, id) => caseOf(id + 1, { urgent: id % 3 === 0 }))
    const listed = idsOf(listCases(cases, EVERYTHING, context))
    expect(idsOf(listCases(cases.toReversed(), EVERYTHING, context))).toEqual(listed)
  })

  it('lists what is open unless statuses are chosen', () => {
    const cases = [caseOf(1), caseOf(2, { status: 'closed' }), caseOf(3, { status: 'rejected' }), caseOf(4, { status: 'handled' })]
    expect(idsOf(listCases(cases, EVERYTHING, context)).sort()).toEqual([1, 4])
    expect(idsOf(listCases(cases, { ...EVERYTHING, phases: ['closed'] }, context))).toEqual([2])
  })

  it('keeps only urgent, only chosen colours, or only chosen categories', () => {
    const cases = [
      caseOf(1, { urgent: true }),
      caseOf(2, { colour: 'red' }),
      caseOf(3, { categoryCode: '20202' }),
    ]
    expect(idsOf(listCases(cases, { ...EVERYTHING, urgentOnly: true }, context))).toEqual([1])
    expect(idsOf(listCases(cases, { ...EVERYTHING, colours: ['yellow', 'red'] }, context))).toEqual([2])
    const codes = { ...context, categoryCodes: new Set(['202', '20202']) }
    expect(idsOf(listCases(cases, { ...EVERYTHING, category: '202' }, codes))).toEqual([3])
  })

  it('keeps only what is suspended, or what the own desk holds and none below it', () => {
    const cases = [
      caseOf(1, { suspendedAt: '2026-03-02T09:00:00.000Z' }), caseOf(2, { deskCode: '9901' }), caseOf(3, { deskCode: '990101' }),
    ]
    expect(idsOf(listCases(cases, { ...EVERYTHING, suspendedOnly: true }, context))).toEqual([1])
    expect(idsOf(listCases(cases, { ...EVERYTHING, myDeskOnly: true }, context))).toEqual([2])
  })

  it('puts what is suspended after all that waits for somebody, even when it is urgent and past its limit', () => {
    const cases = [
      caseOf(1, { urgent: true, dueAt: '2026-03-02T09:00:00.000Z', suspendedAt: '2026-03-02T08:30:00.000Z' }),
      caseOf(2, { dueAt: '2026-03-09T18:00:00.000Z' }),
    ]
    expect(idsOf(listCases(cases, EVERYTHING, context))).toEqual([2, 1])
  })

  it('finds every part of a typed text, in whatever order and case', () => {
    const cases = [caseOf(1, { description: 'Broken manhole cover' }), caseOf(2, { description: 'Broken lamp' })]
    expect(idsOf(listCases(cases, { ...EVERYTHING, text: ' COVER  broken ' }, context))).toEqual([1])
    expect(idsOf(listCases(cases, { ...EVERYTHING, text: '   ' }, context))).toHaveLength(2)
  })

  it('cuts to the view only when asked to, and takes the border in', () => {
    const view = { west: 116, south: 30, east: 117, north: 31 }
    const cases = [caseOf(1), caseOf(2, { lng: 117.0001 })]
    expect(isInView(cases[0], view)).toBe(true)
    expect(idsOf(listCases(cases, EVERYTHING, { ...context, view }))).toHaveLength(2)
    expect(idsOf(listCases(cases, { ...EVERYTHING, inViewOnly: true }, { ...context, view }))).toEqual([1])
  })
})
