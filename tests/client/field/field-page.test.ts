import { describe, expect, it } from 'vitest'
import { hashOf, routeOfHash, tabOf } from '../../../client/field/field-route.ts'
import { shrunkSize } from '../../../client/field/photo/shrink-photo.ts'
import { offeredSteps } from '../../../client/field/screens/field-steps.ts'
import { findKinds } from '../../../client/field/screens/kind-picker.tsx'
import type { CaseStep, OpenStep } from '../../../server/contract/api/case-steps.ts'

const open = (...steps: CaseStep[]): OpenStep[] =>
  steps.map((step) => ({
    step: step as OpenStep['step'], name: null, nameEn: null, by: ['unit'], mine: true, needsReason: false,
  }))

describe('an address of the field', () => {
  it('leads to its screen and back', () => {
    for (const route of [
      { screen: 'orders' }, { screen: 'case', caseId: 12 }, { screen: 'blow', caseId: null },
      { screen: 'blow', caseId: 3 },
    ] as const) {
      expect(routeOfHash(hashOf(route))).toEqual(route)
    }
  })

  it('that says nothing known shows the orders', () => {
    for (const hash of ['', '#', '#/', '#/nothing', '#/case', '#/case/x', '#/case/-1']) {
      expect(routeOfHash(hash)).toEqual({ screen: 'orders' })
    }
    expect(tabOf({ screen: 'case', caseId: 1 })).toBe('orders')
    expect(tabOf({ screen: 'blow', caseId: 1 })).toBe('whistles')
  })
})

describe('the steps that a phone offers', () => {
  it('are mine, those that move the case on before the rest, and none of a desk', () => {
    const steps = [...open('handle', 'accept', 'refuse', 'note', 'dispatch'), { ...open('close')[0], mine: false }]
    expect(offeredSteps(steps, [])).toEqual({ main: ['accept', 'handle'], side: ['refuse', 'note'] })
  })

  it('are not offered again while they wait to be sent, nor what they end', () => {
    const steps = open('accept', 'handle', 'refuse', 'forward', 'note')
    expect(offeredSteps(steps, ['accept'])).toEqual({ main: ['handle'], side: ['forward', 'refuse', 'note'] })
    expect(offeredSteps(steps, ['accept', 'handle'])).toEqual({ main: [], side: ['note'] })
    expect(offeredSteps(steps, ['note']).side).toContain('note')
  })
})

describe('a photo', () => {
  it('is made no larger than 1600 px, and never larger than it was', () => {
    expect(shrunkSize(4000, 3000)).toEqual({ width: 1600, height: 1200 })
    expect(shrunkSize(3000, 4000)).toEqual({ width: 1200, height: 1600 })
    expect(shrunkSize(800, 600)).toEqual({ width: 800, height: 600 })
    expect(shrunkSize(10_000, 1)).toEqual({ width: 1600, height: 1 })
  })
})

describe('the search of kinds', () => {
  it('finds by all words of either language, of the kind and its group', () => {
    const kinds = [
      { code: 'M06001', name: '暴露垃圾', nameEn: 'Litter', groupName: '市容', groupNameEn: 'Appearance', urgent: false },
      { code: 'M07001', name: '井盖', nameEn: 'Manhole', groupName: '道路', groupNameEn: 'Roads', urgent: false },
    ]
    const found = (text: string) => findKinds(kinds, text).map(({ code }) => code)
    expect(found('')).toEqual(['M06001', 'M07001'])
    expect(found('垃圾')).toEqual(['M06001'])
    expect(found('roads MAN')).toEqual(['M07001'])
    expect(found('litter roads')).toEqual([])
  })
})
