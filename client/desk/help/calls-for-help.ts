import { SOS_ALARM_TYPE, type AlarmSummary } from '../../../server/contract/api/alarms.ts'

/**
 * Calls for help that nobody may overlook: those not yet both acknowledged and cleared, whatever a desk filters. Those
 * that nobody has acknowledged come first; of each, whoever waits longest.
 */
export function callsForHelp(alarms: Iterable<AlarmSummary>): AlarmSummary[] {
  return [...alarms]
    .filter(({ type, acknowledged, cleared }) => type === SOS_ALARM_TYPE && !(acknowledged && cleared))
    .sort((a, b) =>
      Number(a.acknowledged) - Number(b.acknowledged)
      || Date.parse(a.startedAt) - Date.parse(b.startedAt)
      || a.id - b.id)
}

/** Whether somebody calls whom nobody has acknowledged yet. */
export function isUnanswered(alarms: Iterable<AlarmSummary>): boolean {
  return callsForHelp(alarms).some(({ acknowledged }) => !acknowledged)
}
