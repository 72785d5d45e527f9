import { cityTime, type CityTime } from '../city/city-time.ts'
import { useFieldState } from './field-context.ts'

/** Where no city is known yet, the clock of most. */
const DEFAULT_ZONE = 'Asia/Shanghai'
const clocks = new Map<string, CityTime>()

/** The city's clock. */
export function useFieldTime(): CityTime {
  const zone = useFieldState(({ facts }) => facts?.value.city.timeZone) ?? DEFAULT_ZONE
  const known = clocks.get(zone) ?? cityTime(zone)
  clocks.set(zone, known)
  return known
}
