import { expect, it } from 'vitest'
import { bodyOf, draftOf } from '../../../../client/desk/command/plan-draft.ts'
import type { PlanRecord } from '../../../../server/contract/api/command.ts'

const plan: PlanRecord = {
  id: 1, version: 3, name: '防汛预案', nameEn: 'Flood plan', areaCode: '990101', area: { name: '西区', nameEn: 'West' },
  limits: { handle: 2 }, broadcast: '密切关注', rollCall: { withinMinutes: 10, message: '报到' },
  duties: [{ gridCode: '990101001001001', name: '张三', workerId: 11, task: '巡查' }, { building: '3号楼', name: '李四', task: '守护' }],
  updatedAt: '2026-03-02T02:00:00.000Z', updatedBy: '值班员', uncovered: [],
}

it('sends a plan that nobody changed as it was', () => {
  const { name, nameEn, areaCode, limits, broadcast, rollCall, duties, version } = plan
  expect(bodyOf(draftOf(plan, '9901'), version)).toEqual({ name, nameEn, areaCode, limits, broadcast, rollCall, duties, version })
})

it('begins a new plan with the area of the desk and sends no roll call that is half said', () => {
  const draft = { ...draftOf(undefined, '990101'), name: ' 防疫 ', withinMinutes: 10, message: '  ' }
  expect(bodyOf(draft, undefined)).toEqual({
    name: '防疫', nameEn: '', areaCode: '990101', limits: {}, broadcast: '', rollCall: null, duties: [],
  })
})

it('leaves out rows that nobody has begun, and keeps one that lacks something for the server to name', () => {
  const draft = { ...draftOf(undefined, '990101'), duties: [{}, { gridCode: ' ', workerId: null }, { gridCode: 'A1', phone: '' }] }
  expect(bodyOf(draft, undefined).duties).toEqual([{ gridCode: 'A1', name: '', task: '' }])
})
