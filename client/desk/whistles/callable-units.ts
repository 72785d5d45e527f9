import type { UnitRecord } from '../../../server/contract/api/city.ts'

/** Units that may be called to a place, by what they serve. */
export interface CallableUnits {
  /** Those that serve the place, the nearest first: of its community or street, then of its district, then of the city. */
  serving: UnitRecord[]
  /** The others of the desk's area. */
  others: UnitRecord[]
}

/** The units that a desk of `scopeCode` may call to a place in `areaCode`: those that serve its area, and those within it. */
export function callableUnitsAt(units: readonly UnitRecord[], areaCode: string, scopeCode: string): CallableUnits {
  const callable = units.filter((unit) => scopeCode.startsWith(unit.areaCode) || unit.areaCode.startsWith(scopeCode))
  return {
    serving: callable.filter((unit) => areaCode.startsWith(unit.areaCode))
      .toSorted((a, b) => b.areaCode.length - a.areaCode.length || a.id - b.id),
    others: callable.filter((unit) => !areaCode.startsWith(unit.areaCode)),
  }
}
