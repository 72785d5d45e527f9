import { describe, expect, it } from 'vitest'
import { lineOf } from '../../../../client/desk/steps/case-line.ts'
import type { FlowTemplate } from '../../../../server/contract/api/case-steps.ts'
import { caseLogEvent } from './case-log.ts'

const sixSteps: FlowTemplate = {
  code: 'six-step', name: '六步', nameEn: 'Six', express: false,
  steps: (['report', 'register', 'dispatch', 'handle', 'reply', 'revisit', 'close', 'archive'] as const)
    .map((step) => ({ step, name: step, nameEn: step })),
}
const statesOf = (...question: Parameters<typeof lineOf>) => lineOf(...question).map(({ state }) => state).join(' ')

describe('the main line of a case', () => {
  it('is done up to its status, then due, then to come', () => {
    expect(statesOf(sixSteps, 'handled', [])).toBe('done done done done due coming coming coming')
    expect(statesOf(sixSteps, 'reported', [])).toBe('done due coming coming coming coming coming coming')
    expect(statesOf(sixSteps, 'archived', [])).toBe(Array(8).fill('done').join(' '))
  })

  it('goes back with a case that was sent back: what was done then is to be done again', () => {
    const events = [caseLogEvent('report'), caseLogEvent('handle'), caseLogEvent('rework')]
    const parts = lineOf(sixSteps, 'dispatched', events)
    expect(parts.map(({ state }) => state)).toEqual(['done', 'done', 'done', 'due', ...Array(4).fill('coming')])
    expect(parts[3].doneAt).toBeUndefined()
  })

  it('stays where it was left while a case is verified, and has nothing due after it was rejected or merged', () => {
    const verify = caseLogEvent('verify', {}, { fromStatus: 'reported', toStatus: 'verifying' })
    expect(statesOf(sixSteps, 'verifying', [verify])).toBe('done due coming coming coming coming coming coming')
    const merge = caseLogEvent('merge', {}, { fromStatus: 'dispatched', toStatus: 'merged' })
    expect(statesOf(sixSteps, 'merged', [merge])).toBe('done done done coming coming coming coming coming')
  })

  it('tells when a step was taken last', () => {
    const [first, again] = ['2026-03-01T02:00:00.000Z', '2026-03-05T02:00:00.000Z']
    const events = [caseLogEvent('dispatch', {}, { at: first }), caseLogEvent('dispatch', {}, { at: again })]
    expect(lineOf(sixSteps, 'dispatched', events)[2].doneAt).toBe(again)
  })
})
