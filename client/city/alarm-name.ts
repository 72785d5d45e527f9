import type { AlarmSummary } from '../../server/contract/api/alarms.ts'
import { alarms } from '../language/alarms.ts'
import { nameOf, type Language } from '../language/language.ts'
import type { CityIndex } from './city-index.ts'

/**
 * What an alarm is called: the alarm of its kind of device or of one of that kind's rules, else what its type is known as
 * (a call for help, what boxes in vehicles say), else its own message, else the type as it came.
 */
export function alarmName(
  city: CityIndex,
  alarm: Pick<AlarmSummary, 'sourceKind' | 'type' | 'message'>,
  language: Language,
): string {
  const kind = city.record.deviceKinds.find((known) => known.kind === alarm.sourceKind)
  if (kind?.alarmType === alarm.type) return nameOf({ name: kind.alarmName, nameEn: kind.alarmNameEn }, language)
  const rule = kind?.rules.find(({ alarmType }) => alarmType === alarm.type)
  if (rule !== undefined) return nameOf(rule, language)
  const known: Readonly<Record<string, string>> = alarms[language].type
  if (Object.hasOwn(known, alarm.type)) return known[alarm.type]
  return alarm.message === '' ? alarm.type : alarm.message
}

/** What an alarm says beyond what it is called: '' where that is all. */
export function alarmText(city: CityIndex, alarm: AlarmSummary, language: Language): string {
  const { message } = alarm
  return message === alarmName(city, alarm, language) || message === alarmName(city, alarm, 'zh') ? '' : message
}
