import { describe, expect, it } from 'vitest'
import { groupSteps, isForOthers, withoutSecondApproval } from '../../../../client/desk/steps/step-groups.ts'
import { LINE_STEPS, SIDE_STEPS, type OpenStep, type Standing } from '../../../../server/contract/api/case-steps.ts'
import { caseLogEvent } from './case-log.ts'

function open(step: OpenStep['step'], by: Standing[], mine: boolean): OpenStep {
  return { step, by, mine, needsReason: false, name: null, nameEn: null }
}
const stepsOf = (steps: readonly OpenStep[]) => steps.map(({ step }) => step)

describe('the open steps of a case', () => {
  it('have the due step stand out where it is for whoever looks', () => {
    const { primary, menu, waiting } = groupSteps([
      open('dispatch', ['desk'], true), open('reject', ['desk'], true), open('urge', ['desk', 'leader', 'citizen'], true),
    ])
    expect(primary?.step).toBe('dispatch')
    expect(menu.map(({ group, steps }) => [group, stepsOf(steps)])).toEqual([['back', ['reject']], ['supervise', ['urge']]])
    expect(waiting).toEqual([])
  })

  it('say that another is waited for, also where the desk may record it for him', () => {
    const choice = groupSteps([
      open('handle', ['unit', 'desk'], true), open('accept', ['unit'], false), open('recall', ['desk'], true),
    ])
    expect(choice.primary?.step).toBe('handle')
    expect(isForOthers(choice.primary!)).toBe(true)
    expect(stepsOf(choice.waiting)).toEqual(['accept'])
    expect(stepsOf(groupSteps([open('handle', ['unit', 'desk'], true)]).waiting)).toEqual(['handle'])
  })

  it('offer no button for what is not open to whoever looks', () => {
    const choice = groupSteps([
      open('handle', ['unit', 'desk'], false), open('recall', ['desk'], false), open('urge', ['desk', 'leader'], true),
    ])
    expect(choice.primary).toBeUndefined()
    expect(choice.menu.flatMap(({ steps }) => stepsOf(steps))).toEqual(['urge'])
    expect(stepsOf(choice.waiting)).toEqual(['handle'])
  })

  it('go on with a suspended case by resuming it', () => {
    expect(groupSteps([open('resume', ['desk'], true), open('note', ['desk'], true)]).primary?.step).toBe('resume')
  })

  it('keep questions that wait for an answer out of the menu', () => {
    const choice = groupSteps([
      open('handle', ['unit', 'desk'], true), open('approve-extension', ['desk', 'leader'], true),
      open('refuse-extension', ['desk', 'leader'], true), open('suspend', ['desk'], true),
    ])
    expect(stepsOf(choice.answers)).toEqual(['approve-extension', 'refuse-extension'])
    expect(choice.menu.flatMap(({ steps }) => stepsOf(steps))).toEqual(['suspend'])
  })

  it('are each offered once, whichever steps there are', () => {
    const all = [...LINE_STEPS, ...SIDE_STEPS].map((step) => open(step, ['desk'], true))
    const { primary, answers, menu } = groupSteps(all)
    const offered = [primary!, ...answers, ...menu.flatMap(({ steps }) => steps)]
    expect(stepsOf(offered).toSorted()).toEqual(stepsOf(all).toSorted())
  })
})

describe('the two approvals of an extension', () => {
  const steps = [open('approve-extension', ['desk', 'leader'], true)]
  const asked = caseLogEvent('ask-extension', { hours: 24 })
  const first = caseLogEvent('approve-extension', { level: 1 })

  it('wait for the desk first', () => {
    expect(withoutSecondApproval(steps, [asked], false)).toEqual([open('approve-extension', ['desk'], true)])
  })

  it('wait for a leader second, so that the desk has no button that does nothing', () => {
    expect(withoutSecondApproval(steps, [asked, first], false)).toEqual([open('approve-extension', ['leader'], false)])
    expect(withoutSecondApproval(steps, [asked, first], true)).toEqual([open('approve-extension', ['leader'], true)])
  })

  it('begin anew with another request', () => {
    const second = caseLogEvent('approve-extension', { level: 2 })
    expect(withoutSecondApproval(steps, [asked, first, second, asked], false)[0].by).toEqual(['desk'])
  })
})
