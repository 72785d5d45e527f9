import { CHECK_IN_ACCURACY_M } from '../contract/api/field-work.ts'
import { distanceM } from '../live/geodesy.ts'

/** A position of a phone: WGS-84, and by how many metres it may be wrong. */
export interface PhonePosition {
  lng: number
  lat: number
  accuracyM: number
}

export type CheckInVerdict =
  | { type: 'there'; distanceM: number }
  | { type: 'away'; distanceM: number }
  | { type: 'rough'; distanceM: number }

/** Whether someone is at a point: within so many metres of it where the circle of his position's accuracy, itself no wider
 * than 100 m, lets him be. */
export function checkInVerdict(point: { lng: number; lat: number; withinM: number }, position: PhonePosition): CheckInVerdict {
  const away = distanceM(point.lng, point.lat, position.lng, position.lat)
  if (position.accuracyM > CHECK_IN_ACCURACY_M) return { type: 'rough', distanceM: away }
  return { type: away - position.accuracyM <= point.withinM ? 'there' : 'away', distanceM: away }
}
