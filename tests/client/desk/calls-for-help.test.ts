import { describe, expect, it } from 'vitest'
import { callsForHelp, isUnanswered } from '../../../client/desk/help/calls-for-help.ts'
import { isUrgentNews } from '../../../client/desk/urgent-chime.ts'
import { alarmEvent, anAlarm, caseEvent } from '../../support/live-records.ts'

const call = (id: number, over = {}) => anAlarm({ id, type: 'sos', sourceType: 'worker', ...over })

describe('calls for help', () => {
  it('stay until they are acknowledged and cleared, the unseen first, of these the longest waiting', () => {
    const alarms = [
      call(1, { acknowledged: true }), call(2, { startedAt: '2026-03-01T03:00:00.000Z' }),
      call(3, { startedAt: '2026-03-01T02:30:00.000Z', cleared: true }), call(4, { acknowledged: true, cleared: true }),
      anAlarm({ id: 5 }),
    ]
    expect(callsForHelp(alarms).map(({ id }) => id)).toEqual([3, 2, 1])
  })

  it('are heard until each is acknowledged, even when the signal has ended', () => {
    expect(isUnanswered([call(1, { cleared: true })])).toBe(true)
    expect(isUnanswered([call(1, { acknowledged: true }), anAlarm({ id: 2 })])).toBe(false)
    expect(isUnanswered([])).toBe(false)
  })
})

describe('news that chimes', () => {
  it('is an urgent case, a critical alarm, or any alarm that is passed on', () => {
    expect(isUrgentNews(caseEvent(1, 'report', { urgent: true }))).toBe(true)
    expect(isUrgentNews(alarmEvent(1, 'raise', { severity: 'critical' }))).toBe(true)
    expect(isUrgentNews(alarmEvent(1, 'escalate', { severity: 'minor' }))).toBe(true)
  })

  it('is nothing else', () => {
    for (const event of [
      caseEvent(1, 'report'), caseEvent(1, 'dispatch', { urgent: true }), alarmEvent(1, 'raise', { severity: 'major' }),
      alarmEvent(1, 'repeat'), alarmEvent(1, 'acknowledge'),
    ]) expect(isUrgentNews(event)).toBe(false)
  })
})
