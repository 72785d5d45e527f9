import { expect, test } from 'vitest'
import type { CaseStep, Standing } from '../../../server/contract/api/case-steps.ts'
import { faultOf, STATUS_AFTER, watcherStep } from '../../../server/cases/flow/flow-template.ts'
import { openSteps } from '../../../server/cases/flow/open-steps.ts'
import { TEMPLATES } from './templates.ts'
import { reportedCase, STRANGERS, TAKERS, Walk, walkTo } from './walker.ts'

/** Each template's line after the report, and by whom. */
const LINES: Record<string, [CaseStep, Standing][]> = {
  standard: [['dispatch', 'desk'], ['handle', 'unit'], ['close', 'worker']],
  'five-step': [['dispatch', 'desk'], ['handle', 'unit'], ['check', 'worker'], ['close', 'desk']],
  'six-step': [
    ['register', 'desk'], ['dispatch', 'desk'], ['handle', 'unit'], ['reply', 'unit'], ['revisit', 'citizen'],
    ['close', 'desk'], ['archive', 'desk'],
  ],
  'eight-step': [
    ['register', 'desk'], ['dispatch', 'desk'], ['handle', 'unit'], ['reply', 'unit'], ['check', 'worker'],
    ['close', 'desk'], ['archive', 'desk'],
  ],
  express: [['dispatch', 'desk'], ['handle', 'unit'], ['close', 'worker']],
}

for (const template of TEMPLATES) {
  test(`${template.code} is walked from the report to its end, each step by the right ones only`, () => {
    const walk = new Walk(reportedCase(template))
    for (const [step, by] of LINES[template.code]) {
      expect(openSteps(walk.state)[0]).toMatchObject({ step, by: expect.arrayContaining([by]) })
      for (const stranger of STRANGERS) {
        expect(() => walk.take(step, stranger)).toThrow(expect.objectContaining({ statusCode: 403 }))
      }
      walk.take(step, by)
      expect(walk.state.status).toBe(STATUS_AFTER[step as keyof typeof STATUS_AFTER])
    }
    const last = template.steps.at(-1)!.step
    expect(walk.state.status).toBe(STATUS_AFTER[last])
    expect(walk.state.version).toBe(template.steps.length)
    expect(walk.state.closedAtMs).not.toBeNull()
    expect(openSteps(walk.state).map(({ step }) => step)).not.toContain(last)
  })
}

test('a step of the line that is not due is refused with the open ones and to whom they are open', () => {
  const walk = walkTo(TEMPLATES[1], 'handled')
  expect(() => walk.take('close', 'desk')).toThrow(expect.objectContaining({
    statusCode: 409, code: 'CASE_STATE', message: expect.stringMatching(/is handled.*step close.*open now: check \(worker, desk\)/),
  }))
})

test('whom a step is for is told to those whom it is not for', () => {
  const walk = walkTo(TEMPLATES[0], 'dispatched')
  expect(() => walk.take('handle', 'worker')).toThrow(/unit 4, the desk of 990101001001/)
  expect(() => walkTo(TEMPLATES[0], 'handled').take('close', 'unit')).toThrow(/worker 11/)
})

test('the worker who watches has one step of the line, whatever the template', () => {
  expect(TEMPLATES.map((template) => [template.code, watcherStep(template)])).toEqual([
    ['standard', 'close'], ['five-step', 'check'], ['six-step', 'revisit'], ['eight-step', 'check'],
    ['express', 'close'],
  ])
  for (const template of TEMPLATES) {
    const walk = new Walk(reportedCase(template))
    const his = LINES[template.code].flatMap(([step, by]) => {
      const [due] = openSteps(walk.state)
      walk.take(step, by)
      return due.by.includes('worker') ? [step] : []
    })
    expect([template.code, his]).toEqual([template.code, [watcherStep(template)]])
  }
})

test('a case goes on where its template has lost the step at which it stands', () => {
  const walk = walkTo(TEMPLATES[3], 'replied')
  const shorter = { ...TEMPLATES[3], steps: TEMPLATES[3].steps.filter(({ step }) => step !== 'reply' && step !== 'check') }
  expect(openSteps({ ...walk.state, template: shorter })[0]).toMatchObject({ step: 'close' })
})

test('every template of the product is without fault, and what is wrong with others is said', () => {
  for (const { steps } of TEMPLATES) expect(faultOf(steps)).toBeUndefined()
  const [report, dispatch, handle, close] = TEMPLATES[0].steps
  expect(faultOf([report, dispatch, close])).toBe('the step handle')
  expect(faultOf([report, handle, dispatch, close])).toMatch(/in the order report, register, dispatch/)
  expect(faultOf([report, dispatch, dispatch, handle, close])).toMatch(/each step once/)
})

test('the desk of another level may act only where it is above the one that holds the case', () => {
  const walk = new Walk(reportedCase(TEMPLATES[0])).take('transfer', 'desk', { deskCode: '990101' })
  const community = { ...TAKERS.desk, scopeCode: '990101001001' }
  expect(() => walk.take('dispatch', community)).toThrow(/the desk of 990101 or one above it/)
  expect(walk.take('dispatch', { ...TAKERS.desk, scopeCode: '99' }).state.status).toBe('dispatched')
})
