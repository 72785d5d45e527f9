import { describe, expect, it } from 'vitest'
import { cityTime } from '../../../client/city/city-time.ts'
import { ANNOUNCE_MS, announcementAfter, unansweredCall } from '../../../client/wall/announcement.ts'
import { districtRows } from '../../../client/wall/district-rows.ts'
import { feedItems } from '../../../client/wall/feed-items.ts'
import { nextReloadMs } from '../../../client/wall/nightly-reload.ts'
import type { AreaRecord } from '../../../server/contract/api/city.ts'
import { aCase, alarmEvent, anAlarm, caseEvent } from '../../support/live-records.ts'

describe('announcementAfter', () => {
  it('announces a new alarm that is critical or major, and nothing else', () => {
    expect(announcementAfter(null, [alarmEvent(1, 'raise', { id: 4, severity: 'major' })], 0)?.alarm.id).toBe(4)
    expect(announcementAfter(null, [
      alarmEvent(1, 'raise', { severity: 'minor' }), alarmEvent(2, 'repeat'), alarmEvent(3, 'clear'),
      caseEvent(4, 'report'),
    ], 0)).toBeNull()
  })

  it('lets no lesser alarm push a critical one aside while it stands', () => {
    const standing = { alarm: anAlarm({ id: 1, severity: 'critical' }), sinceMs: 0 }
    const major = [alarmEvent(2, 'raise', { id: 2, severity: 'major' })]
    expect(announcementAfter(standing, major, 1000)?.alarm.id).toBe(1)
    expect(announcementAfter(standing, major, ANNOUNCE_MS)?.alarm.id).toBe(2)
    expect(announcementAfter(standing, [alarmEvent(3, 'raise', { id: 3 })], 1000)?.alarm.id).toBe(3)
  })

  it('announces again what is passed on', () => {
    expect(announcementAfter(null, [alarmEvent(1, 'escalate', { id: 4, severity: 'major' })], 0)?.alarm.id).toBe(4)
    expect(announcementAfter(null, [alarmEvent(1, 'escalate', { severity: 'minor' })], 0)).toBeNull()
  })

  it('takes an announcement down when its time is over', () => {
    expect(announcementAfter({ alarm: anAlarm(), sinceMs: 0 }, [caseEvent(1, 'report')], ANNOUNCE_MS)).toBeNull()
  })
})

describe('unansweredCall', () => {
  it('is the newest call for help that nobody has acknowledged', () => {
    const call = (id: number, over = {}) => anAlarm({ id, type: 'sos', ...over })
    expect(unansweredCall([call(1), call(3), call(2), call(4, { acknowledged: true }), anAlarm({ id: 5 })])?.id).toBe(3)
    expect(unansweredCall([call(4, { acknowledged: true }), anAlarm({ id: 5 })])).toBeNull()
  })
})

describe('feedItems', () => {
  it('fills up with what the lists tell, each thing once, newest first', () => {
    const recent = [caseEvent(9, 'report', { id: 3 })]
    const items = feedItems(
      recent,
      [aCase({ id: 3 }), aCase({ id: 2, reportedAt: '2026-03-01T01:00:00.000Z' })],
      [anAlarm({ id: 7, startedAt: '2026-03-01T01:30:00.000Z' })],
      10,
    )
    expect(items.map(({ key }) => key)).toEqual(['event-9', 'alarm-7', 'case-2'])
  })

  it('shows no more than it is asked for and passes over repeats of an alarm and remarks', () => {
    const recent = [alarmEvent(10, 'comment'), alarmEvent(9, 'repeat'), alarmEvent(8, 'raise'), caseEvent(7, 'report'), caseEvent(6, 'report')]
    expect(feedItems(recent, [], [], 2).map(({ key }) => key)).toEqual(['event-8', 'event-7'])
  })
})

describe('districtRows', () => {
  it('counts open and overdue cases by the district that a code begins with', () => {
    const area = (code: string, level: AreaRecord['level']): AreaRecord =>
      ({ code, level, name: code, nameEn: code, parentCode: null, lng: 0, lat: 0 })
    const rows = districtRows(
      [area('9901', 'city'), area('990101', 'district'), area('990102', 'district'), area('990102001', 'street')],
      [
        aCase({ areaCode: '990102001001', colour: 'red' }),
        aCase({ areaCode: '990102', colour: 'yellow' }),
        aCase({ areaCode: '990101001001', status: 'closed' }),
        aCase({ areaCode: '880101001001' }),
      ],
    )
    expect(rows.map(({ area, open, overdue }) => [area.code, open, overdue])).toEqual([
      ['990102', 2, 1], ['990101', 0, 0],
    ])
  })
})

describe('nextReloadMs', () => {
  const time = cityTime('Asia/Shanghai')

  it('is in the small hours of the city, tonight or tomorrow night', () => {
    const evening = Date.parse('2026-03-01T20:00:00+08:00')
    expect(new Date(nextReloadMs(evening, time, 0)).toISOString()).toBe('2026-03-01T20:00:00.000Z')
    const night = Date.parse('2026-03-02T02:00:00+08:00')
    expect(nextReloadMs(night, time, 0.5)).toBe(Date.parse('2026-03-02T04:20:00+08:00'))
  })

  it('is never now, even at the very instant', () => {
    const at = Date.parse('2026-03-02T04:00:00+08:00')
    expect(nextReloadMs(at, time, 0)).toBe(at + 86_400_000)
  })
})
