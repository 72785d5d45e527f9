import i18next, { type TFunction } from 'i18next'
import { describe, expect, it } from 'vitest'
import { eventWords, type EventNames } from '../../../../client/desk/steps/event-words.ts'
import { texts } from '../../../../client/language/texts.ts'
import { CASE_EVENT_KINDS } from '../../../../server/contract/api/case-steps.ts'
import { caseLogEvent } from './case-log.ts'

async function namesIn(language: 'zh' | 'en'): Promise<EventNames> {
  const { caseWork, common } = texts
  const instance = i18next.createInstance()
  await instance.init({
    lng: language, ns: ['caseWork', 'common'], defaultNS: 'caseWork', interpolation: { escapeValue: false },
    resources: { [language]: { caseWork: caseWork[language], common: common[language] } },
  })
  return {
    t: instance.getFixedT(language, ['caseWork', 'common']) as unknown as TFunction<['caseWork', 'common']>,
    unit: (id) => `U${id}`, worker: (id) => `W${id}`, desk: (code) => `D${code}`, case: (id) => `C${id}`,
    skipped: (from, to) => (to.length - from.length > 3 ? ['X', 'Y'] : []), time: (atMs) => new Date(atMs).toISOString(),
  }
}
const [zh, en] = await Promise.all([namesIn('zh'), namesIn('en')])

describe('the words of an event', () => {
  it('name the units, the worker and how the unit was found', () => {
    const sent = caseLogEvent('dispatch', { unitId: 1, assistUnitIds: [2, 3], workerId: 4, provenance: 'person' })
    expect(eventWords(sent, zh)).toEqual(['→ U1', '协办 U2、U3', '网格员 W4', '人工'])
    expect(eventWords(sent, en)).toEqual(['→ U1', 'assisted by U2, U3', 'worker W4', 'A person'])
  })

  it('say from which desk to which a case went, and whom that skips', () => {
    const far = caseLogEvent('transfer', { fromDesk: '99', deskCode: '990101001001' })
    expect(eventWords(far, zh)).toEqual(['D99 → D990101001001', '越过 X、Y'])
    expect(eventWords(caseLogEvent('transfer', { fromDesk: '9901', deskCode: '990101' }), en)).toEqual(['D9901 → D990101'])
    expect(eventWords(caseLogEvent('copy', { deskCodes: ['9901', '990101'] }), zh)).toEqual(['抄送 D9901、D990101'])
  })

  it('say how much more time was granted, by whom of the two, and until when', () => {
    const granted = caseLogEvent('approve-extension', { hours: 24, level: 2, dueAtMs: 0 })
    expect(eventWords(granted, zh)).toEqual(['延长 24 小时', '二级同意', '期限 1970-01-01T00:00:00.000Z'])
  })

  it('tell what the citizen said as far as he said it', () => {
    expect(eventWords(caseLogEvent('revisit', { responded: true, solved: false, rating: 2 }), zh))
      .toEqual(['已响应', '未解决', '2 星'])
  })

  it('tell which case came from which', () => {
    expect(eventWords(caseLogEvent('split', { newCaseIds: [5, 6] }), en)).toEqual(['new case C5', 'new case C6'])
    expect(eventWords(caseLogEvent('split', { fromCaseId: 4 }), en)).toEqual(['split from C4'])
    expect(eventWords(caseLogEvent('merge', { fromCaseId: 4 }), en)).toEqual(['C4 merged into this'])
    expect(eventWords(caseLogEvent('merge', { intoCaseId: 4 }), en)).toEqual(['into C4'])
  })

  it('tell kinds, stages, cards and colours', () => {
    expect(eventWords(caseLogEvent('supervise', { kind: 'on-site', stage: 3 }), zh)).toEqual(['现场督办', '三级'])
    expect(eventWords(caseLogEvent('card', { kind: 'red', unitId: 1 }), en)).toEqual(['Red card', 'U1'])
    expect(eventWords(caseLogEvent('colour', { colour: 'red', limit: 'handle' }), zh)).toEqual(['已超时', '办结时限'])
  })

  it('say who was consulted and what a unit answered', () => {
    expect(eventWords(caseLogEvent('consult', { unitIds: [1, 2] }), zh)).toEqual(['邀请 U1、U2'])
    expect(eventWords(caseLogEvent('message', { unitId: 1, kind: 'decline' }), en)).toEqual(['U1', 'declines'])
    expect(eventWords(caseLogEvent('message', { unitIds: [1] }), zh)).toEqual([])
  })

  it('are nothing, never a failure, for details that a log of another version has', () => {
    const strange = { unitId: 'x', assistUnitIds: 3, kind: 'none', stage: null, colour: 1, level: 9, deskCode: 7, unitIds: {} }
    for (const kind of CASE_EVENT_KINDS) {
      expect(eventWords(caseLogEvent(kind, {}), zh), kind).toEqual([])
      expect(eventWords(caseLogEvent(kind, strange), zh), kind).toEqual([])
    }
  })
})
