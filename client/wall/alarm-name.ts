import type { CityIndex } from '../city/city-index.ts'
import { nameOf, type Language } from '../language/language.ts'

/** An alarm in words: what its kind of device raises, else what the device said itself. */
export function alarmName(city: CityIndex, alarm: { sourceKind: string; message: string }, language: Language): string {
  const kind = city.record.deviceKinds.find(({ kind }) => kind === alarm.sourceKind)
  return kind === undefined ? alarm.message : nameOf({ name: kind.alarmName, nameEn: kind.alarmNameEn }, language)
}
