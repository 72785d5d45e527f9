import { expect, it } from 'vitest'
import { relationsOf } from '../../../../client/desk/detail/relations-of.ts'
import { caseLogEvent } from '../steps/case-log.ts'

it('a case names what it went into and came from, and by its log what came into it and was split off', () => {
  const events = [
    caseLogEvent('report'), caseLogEvent('merge', { fromCaseId: 3 }), caseLogEvent('split', { newCaseIds: [5, 6] }),
    caseLogEvent('merge', { fromCaseId: 4 }), caseLogEvent('split', { newCaseIds: [7, 8] }), caseLogEvent('merge', { intoCaseId: 9 }),
  ]
  expect(relationsOf({ mergedInto: 9, splitFrom: null, events })).toEqual({
    mergedInto: 9, splitFrom: null, mergedIn: [3, 4], parts: [5, 6, 7, 8],
  })
})

it('the event of a part that says where it came from is no part of its own', () => {
  const events = [caseLogEvent('report'), caseLogEvent('split', { fromCaseId: 1 })]
  expect(relationsOf({ mergedInto: null, splitFrom: 1, events })).toEqual({
    mergedInto: null, splitFrom: 1, mergedIn: [], parts: [],
  })
})
