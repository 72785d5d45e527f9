import type { AlarmSummary } from '../../server/contract/api/alarms.ts'
import type { CityIndex } from '../city/city-index.ts'
import type { Language } from '../language/language.ts'

/** What an alarm is called: the alarm's name of its kind of device, else the type as the device sent it. */
export function alarmKindName(city: CityIndex, alarm: AlarmSummary, language: Language): string {
  const kind = city.record.deviceKinds.find((known) => known.kind === alarm.sourceKind)
  if (kind === undefined || kind.alarmType !== alarm.type) return alarm.type
  return language === 'en' ? kind.alarmNameEn : kind.alarmName
}
