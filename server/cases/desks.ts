import type { AreaRecord } from '../contract/api/city.ts'
import type { Desk } from '../contract/api/cases.ts'
import type { Queryable } from '../db/database.ts'

/** Digits of a province's code: it is no area of a city, and has a desk all the same. */
const PROVINCE_DIGITS = 2

type Areas = ReadonlyMap<string, AreaRecord>

/** The province's desk above a city: the row 'province' of settings {code, name, nameEn}, else called 省级平台. */
export async function readProvince(database: Queryable, cityCode: string): Promise<Desk> {
  const { rows } = await database.query<{ value: Partial<Desk> }>(`select value from settings where key = 'province'`)
  const { name = '省级平台', nameEn = 'Provincial platform' } = rows[0]?.value ?? {}
  return { code: provinceCodeOf(cityCode), name, nameEn }
}

/** The code of the province that a city is in; a municipality of two digits is its own. */
export function provinceCodeOf(cityCode: string): string {
  return cityCode.slice(0, PROVINCE_DIGITS)
}

/** The desks on which a case of this area may lie, from its own up to the province's. */
export function desksAbove(areaCode: string, areaByCode: Areas, province: Desk): Desk[] {
  const areas = codesAbove(areaCode, areaByCode).map((code) => {
    const { name, nameEn } = areaByCode.get(code)!
    return { code, name, nameEn }
  })
  return areas.some(({ code }) => code === province.code) ? areas : [...areas, province]
}

/** The desks strictly between two that are both above a place, from the top down: those that a step goes over. */
export function desksBetween(areaCode: string, one: string, other: string, areaByCode: Areas): string[] {
  const [low, high] = [one.length, other.length].toSorted((a, b) => a - b)
  return codesAbove(areaCode, areaByCode).filter(({ length }) => length > low && length < high).toReversed()
}

/** Whether there is a desk of this code: of an area, or the province's. */
export function isDesk(code: string, areaByCode: Areas, cityCode: string): boolean {
  return areaByCode.has(code) || code === provinceCodeOf(cityCode)
}

/** The areas from this one up to the city. */
function codesAbove(areaCode: string, areaByCode: Areas): string[] {
  const codes: string[] = []
  let area = areaByCode.get(areaCode)
  while (area !== undefined) {
    codes.push(area.code)
    area = area.parentCode === null ? undefined : areaByCode.get(area.parentCode)
  }
  return codes
}
