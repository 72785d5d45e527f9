import { expect, test } from 'vitest'
import { commonSides } from '../../../../client/admin/flows/common-sides.ts'
import { outlineOf } from '../../../../server/cases/flow-outline.ts'
import { TEMPLATES } from '../../../cases/flow/templates.ts'

test.each(TEMPLATES)('of $code what is always possible and what each step adds make up all of its outline', (template) => {
  const outline = outlineOf(template)
  const { always, stages } = commonSides(outline)
  expect(always.map(({ step }) => step)).toEqual(expect.arrayContaining(['note', 'urge', 'supervise', 'suspend', 'resume']))
  const close = outline.stages.findIndex(({ step }) => step === 'close')
  const common = new Set(always.map((one) => JSON.stringify(one)))
  for (const [at, { side }] of outline.stages.entries()) {
    const own = side.map((one) => JSON.stringify(one)).filter((one) => !common.has(one))
    expect(stages[at].map((one) => JSON.stringify(one))).toEqual(own)
    // it is said once, and holds wherever it is said to
    if (at > 0 && at <= close) expect(side.length - own.length).toBe(always.length)
  }
})

test('what another may do at one of the steps is no longer the same everywhere', () => {
  const side = (by: 'desk' | 'leader') => [{ step: 'urge' as const, by: [by], needsReason: false }]
  const stage = (step: 'report' | 'dispatch' | 'close', by: 'desk' | 'leader') =>
    ({ step, name: step, nameEn: step, by: [], limit: null, side: step === 'report' ? [] : side(by) })
  const outline = (by: 'desk' | 'leader') =>
    ({ code: 'x', stages: [stage('report', 'desk'), stage('dispatch', 'desk'), stage('close', by)], after: [] })
  expect(commonSides(outline('desk'))).toEqual({ always: side('desk'), stages: [[], [], []] })
  expect(commonSides(outline('leader'))).toEqual({ always: [], stages: [[], side('desk'), side('leader')] })
})
