import { expect, test } from 'vitest'
import { CASE_STEPS, openSteps, stepOfOrder, type CaseStep } from '../../server/cases/case-steps.ts'
import { CASE_STATUSES } from '../../server/contract/api/cases.ts'

test('a case is sent out, handled and confirmed, in this order only, or rejected before anybody was sent', () => {
  expect(openSteps('reported')).toEqual(['dispatch', 'reject'])
  expect(openSteps('dispatched')).toEqual(['handle'])
  expect(openSteps('handled')).toEqual(['close'])
  expect(openSteps('closed')).toEqual([])
  expect(openSteps('rejected')).toEqual([])
})

test('every step leads to another status, and no case goes round', () => {
  for (const step of Object.keys(CASE_STEPS) as CaseStep[]) {
    const { from, to } = CASE_STEPS[step]
    expect(CASE_STATUSES.indexOf(to)).toBeGreaterThan(CASE_STATUSES.indexOf(from))
  }
})

test("the unit's order handles, the worker's confirms", () => {
  expect(stepOfOrder('handle')).toBe('handle')
  expect(stepOfOrder('watch')).toBe('close')
})
