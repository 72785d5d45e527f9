import { expect, test } from 'vitest'
import { SIDE_STEPS } from '../../server/contract/api/case-steps.ts'
import { outlineOf } from '../../server/cases/flow-outline.ts'
import { openSteps } from '../../server/cases/flow/open-steps.ts'
import { TEMPLATES } from './flow/templates.ts'
import { reportedCase, Walk } from './flow/walker.ts'

for (const template of TEMPLATES) {
  test(`the outline of ${template.code} holds whatever is open to a case that walks along it`, () => {
    const { stages, after } = outlineOf(template)
    expect(stages.map(({ step }) => step)).toEqual(template.steps.map(({ step }) => step))
    const walk = new Walk(reportedCase(template))
    for (const stage of stages.slice(1)) {
      for (const { step, by } of openSteps(walk.state)) {
        const told = step === stage.step ? stage : stage.side.find((one) => one.step === step)
        expect(told?.by, `${stage.step}: ${step}`).toEqual(expect.arrayContaining([...by]))
      }
      walk.take(stage.step, openSteps(walk.state)[0].by[0])
    }
    expect(after.map(({ step }) => step)).toEqual(expect.arrayContaining(openSteps(walk.state).map(({ step }) => step)))
  })

  test(`the outline of ${template.code} leaves out no step beside the line`, () => {
    const { stages, after } = outlineOf(template)
    const told = new Set([...stages.flatMap(({ side }) => side), ...after].map(({ step }) => step))
    expect(SIDE_STEPS.filter((step) => !told.has(step))).toEqual([])
  })
}

test('an outline names both who grant more time, who sends out, and the clock of each step', () => {
  const { stages } = outlineOf(TEMPLATES[2])
  const handle = stages.find(({ step }) => step === 'handle')!
  expect(handle.side.find(({ step }) => step === 'approve-extension')?.by).toEqual(['desk', 'leader'])
  expect(handle.side.find(({ step }) => step === 'refuse')).toEqual({ step: 'refuse', by: ['unit', 'desk'], needsReason: true })
  expect(stages.map(({ limit }) => limit)).toEqual([null, 'accept', 'dispatch', 'handle', 'feedback', null, null, null])
  const express = outlineOf(TEMPLATES[4]).stages
  expect(express.find(({ step }) => step === 'dispatch')?.by).toEqual(['system', 'desk'])
  expect(express.find(({ step }) => step === 'close')).toMatchObject({ by: ['worker', 'desk'], limit: 'feedback' })
})

test('an outline leaves out what nobody can be waiting for any more', () => {
  const { stages, after } = outlineOf(TEMPLATES[0])
  expect(after.map(({ step }) => step)).toEqual([
    'revisit', 'appeal', 'grant-appeal', 'refuse-appeal', 'reopen', 'note', 'card',
  ])
  const more = stages.filter(({ side }) => side.some(({ step }) => step === 'approve-extension')).map(({ step }) => step)
  expect(more).toEqual(['handle'])
})
