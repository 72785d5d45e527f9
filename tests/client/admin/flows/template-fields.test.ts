import { expect, test } from 'vitest'
import { NEEDED_STEPS, stepFieldsOf, stepsOf } from '../../../../client/admin/flows/template-fields.ts'
import { faultOf } from '../../../../server/cases/flow/flow-template.ts'
import { TEMPLATES } from '../../../cases/flow/templates.ts'

const usual = (step: string) => ({ name: `usual ${step}`, nameEn: step })

test.each(TEMPLATES)('the steps of $code come out of their form as they went in', (template) => {
  expect(stepsOf(stepFieldsOf(template, usual))).toEqual(template.steps)
})

test('a new template begins with the steps that none is without, under their usual names', () => {
  const steps = stepsOf(stepFieldsOf(undefined, usual))
  expect(steps.map(({ step }) => step)).toEqual(NEEDED_STEPS)
  expect(steps[0]).toEqual({ step: 'report', name: 'usual report', nameEn: 'report' })
  expect(faultOf(steps)).toBeUndefined()
})
