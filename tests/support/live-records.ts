import type { AlarmSummary } from '../../server/contract/api/alarms.ts'
import type { CaseSummary } from '../../server/contract/api/cases.ts'
import type { AlarmChange, CaseChange, CityEvent } from '../../server/contract/live.ts'

/** A case as the feed carries it; `over` says what matters to the test. */
export function aCase(over: Partial<CaseSummary> = {}): CaseSummary {
  return {
    id: 1, number: '20260301-000001', channel: 'app', categoryCode: '0101001', description: '占道', address: '',
    lng: 113.9, lat: 30.1, status: 'reported', urgent: false, reportedAt: '2026-03-01T02:00:00.000Z',
    dueAt: '2026-03-01T10:00:00.000Z', updatedAt: '2026-03-01T02:00:00.000Z', closedAt: null, ownerGridId: 1,
    areaCode: '990101001001', unitId: null, watcherWorkerId: null, version: 1, round: 1, template: 'standard',
    deskCode: '990101001001', colour: 'green', suspendedAt: null, assistUnitIds: [], provenance: 'rule', mode: 'normal',
    satisfied: null, acknowledged: null, ...over,
  }
}

export function anAlarm(over: Partial<AlarmSummary> = {}): AlarmSummary {
  return {
    id: 1, sourceType: 'device', sourceId: 1, sourceKind: 'smoke', sourceName: '烟感 1',
    type: 'smoke', severity: 'critical', message: '烟雾告警',
    value: null, unit: null, lng: 113.9, lat: 30.1, areaCode: '990101001001', occurrences: 1,
    startedAt: '2026-03-01T02:00:00.000Z', lastAt: '2026-03-01T02:00:00.000Z', acknowledged: false, cleared: false,
    clearedAt: null, acknowledgedBy: null, escalation: 0, confirmation: 'not-needed', caseId: null, ...over,
  }
}

export function caseEvent(seq: number, change: CaseChange, over: Partial<CaseSummary> = {}): CityEvent {
  return { seq, at: '2026-03-01T02:00:00.000Z', topic: 'case', change, case: aCase(over) }
}

export function alarmEvent(seq: number, change: AlarmChange, over: Partial<AlarmSummary> = {}): CityEvent {
  return { seq, at: '2026-03-01T02:00:00.000Z', topic: 'alarm', change, alarm: anAlarm(over) }
}
