import type { AlarmSignal } from '../alarms/alarm-desk.ts'
import { SILENT_ALARM_TYPE, type Severity } from '../contract/api/alarms.ts'
import type { Measure } from '../contract/api/sensors.ts'
import type { RuleOutcome } from './evaluate-rules.ts'

/** What a rule's outcome says to the alarm desk. */
export function signalOf(
  deviceId: number, { rule, raised, value, atMs }: RuleOutcome, measures: ReadonlyMap<string, Measure>,
): AlarmSignal {
  return {
    source: { type: 'device', id: deviceId },
    type: rule.alarmType,
    severity: rule.severity,
    message: rule.name,
    value,
    unit: measures.get(rule.measure)?.unit ?? null,
    atMs,
    raised,
    detail: { measure: rule.measure },
    ...(rule.case === undefined ? {} : { case: rule.case }),
  }
}

/** Silence begins: nothing was heard for longer than so many minutes. */
export function silenceSignal(deviceId: number, severity: Severity, minutes: number, atMs: number): AlarmSignal {
  return { ...silence(deviceId, atMs), severity, message: '设备失联', value: minutes, unit: 'min', raised: true }
}

/** Silence ends. */
export function heardAgain(deviceId: number, atMs: number): AlarmSignal {
  return { ...silence(deviceId, atMs), severity: 'warning', message: '设备恢复通信', raised: false }
}

function silence(deviceId: number, atMs: number) {
  const source = { type: 'device', id: deviceId } as const
  return { source, type: SILENT_ALARM_TYPE, value: null, unit: null, atMs }
}
