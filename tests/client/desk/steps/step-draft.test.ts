import Value from 'typebox/value'
import { describe, expect, it } from 'vitest'
import { bodyOf, emptyDraft, fieldsOf, missingOf, type StepDraft } from '../../../../client/desk/steps/step-draft.ts'
import { LINE_STEPS, SIDE_STEPS, StepBody, type CaseStep } from '../../../../server/contract/api/case-steps.ts'
import { aCase } from '../../../support/live-records.ts'

const record = aCase({ unitId: 7, watcherWorkerId: 3, assistUnitIds: [8] })
const full: StepDraft = {
  note: ' 原因 ', unitId: 9, assistUnitIds: [8, 9, 10], workerId: 4, deskCode: '9901', intoCaseId: 12, hours: 48, real: true,
  responded: true, solved: false, satisfied: false, rating: 2, kind: 'written', stage: 2, unitIds: [5, 6],
  parts: [1, 2].map((key) => ({ key, description: ` 第 ${key} 件 `, category: '0101001', unitId: undefined })),
  decidedBy: ' 李市长 ', photos: [],
}
/** As it goes over the wire: what is undefined is not there. */
const sent = (step: CaseStep, draft: StepDraft) => JSON.parse(JSON.stringify(bodyOf(step, draft, record, 5))) as StepBody

describe('the request of a step', () => {
  it('is one that the server takes, for every step, and names the version that was seen', () => {
    for (const step of [...LINE_STEPS, ...SIDE_STEPS]) {
      const body = sent(step, full)
      expect(Value.Check(StepBody, body), step).toBe(true)
      expect(body.version).toBe(5)
    }
  })

  it('holds what the step asks for and nothing else', () => {
    expect(sent('suspend', full)).toEqual({ version: 5, note: '原因' })
    expect(sent('ask-extension', full)).toEqual({ version: 5, note: '原因', hours: 48 })
    expect(sent('transfer', full)).toEqual({ version: 5, note: '原因', deskCode: '9901' })
    expect(sent('supervise', full)).toEqual({ version: 5, note: '原因', kind: 'written', stage: 2 })
    expect(sent('consult', full)).toEqual({ version: 5, note: '原因', unitIds: [5, 6] })
    expect(sent('designate', full)).toEqual({
      version: 5, note: '原因', unitId: 9, assistUnitIds: [8, 10], decidedBy: '李市长',
    })
    expect(sent('split', full).parts).toEqual([
      { description: '第 1 件', category: '0101001' }, { description: '第 2 件', category: '0101001' },
    ])
  })

  it('leaves a case to those it was routed to, and names others only where they were chosen', () => {
    const routed = emptyDraft(record, 'dispatch')
    expect(sent('dispatch', routed)).toEqual({ version: 5 })
    expect(sent('dispatch', { ...routed, unitId: 9 })).toEqual({ version: 5, unitId: 9 })
    expect(sent('dispatch', { ...routed, workerId: 4, assistUnitIds: [] })).toEqual({
      version: 5, workerId: 4, assistUnitIds: [],
    })
  })
})

describe('a form of a step', () => {
  it('asks for nothing where nothing is needed, and for a reason where one is due', () => {
    expect(missingOf('resume', emptyDraft(record, 'resume'), false)).toEqual([])
    expect(missingOf('suspend', emptyDraft(record, 'suspend'), true)).toEqual(['note'])
    expect(missingOf('suspend', { ...full, note: '   ' }, true)).toEqual(['note'])
  })

  it('asks for what was solved and who is satisfied, not for stars', () => {
    expect(missingOf('revisit', emptyDraft(record, 'revisit'), false)).toEqual(['solved', 'satisfied'])
  })

  it('cannot be sent without the unit of a case that none was found for, nor with an empty part', () => {
    expect(missingOf('dispatch', emptyDraft({ ...record, unitId: null }, 'dispatch'), false)).toEqual(['unitId'])
    expect(missingOf('split', { ...full, parts: emptyDraft(record, 'split').parts }, true)).toEqual(['parts'])
  })

  it('shows each field once, and the remark in every form', () => {
    for (const step of [...LINE_STEPS, ...SIDE_STEPS]) {
      const fields = fieldsOf(step)
      expect(new Set(fields).size).toBe(fields.length)
      expect(fields).toContain('note')
    }
  })
})
