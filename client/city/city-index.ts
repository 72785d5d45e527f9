import type { AreaRecord, CategoryRecord, CityRecord, UnitRecord } from '../../server/contract/api/city.ts'

/** The city's record, ready to be asked by code. */
export interface CityIndex {
  record: CityRecord
  areaByCode: ReadonlyMap<string, AreaRecord>
  unitById: ReadonlyMap<number, UnitRecord>
  categoryByCode: ReadonlyMap<string, CategoryRecord>
  categoriesByParent: ReadonlyMap<string | null, readonly CategoryRecord[]>
}

/** Indexes a city record. Categories whose parent is missing hang at the top, so that none is lost. */
export function indexCity(record: CityRecord): CityIndex {
  const categoryByCode = new Map(record.categories.map((category) => [category.code, category]))
  const categoriesByParent = new Map<string | null, CategoryRecord[]>()
  for (const category of record.categories) {
    const { parentCode } = category
    const parent = parentCode !== null && categoryByCode.has(parentCode) ? parentCode : null
    const siblings = categoriesByParent.get(parent)
    if (siblings === undefined) categoriesByParent.set(parent, [category])
    else siblings.push(category)
  }
  return {
    record,
    areaByCode: new Map(record.areas.map((area) => [area.code, area])),
    unitById: new Map(record.units.map((unit) => [unit.id, unit])),
    categoryByCode,
    categoriesByParent,
  }
}

/** A category and all above it, the topmost first; empty for an unknown code. */
export function categoryPath(city: CityIndex, code: string): CategoryRecord[] {
  const path: CategoryRecord[] = []
  for (let at = city.categoryByCode.get(code); at !== undefined && !path.includes(at);) {
    path.unshift(at)
    at = at.parentCode === null ? undefined : city.categoryByCode.get(at.parentCode)
  }
  return path
}

/** The codes of a category and of all below it. */
export function categoryCodesBelow(city: CityIndex, code: string): ReadonlySet<string> {
  const codes = new Set([code])
  for (const at of codes) for (const child of city.categoriesByParent.get(at) ?? []) codes.add(child.code)
  return codes
}

/** An area and all above it, the city first. */
export function areaPath(city: CityIndex, code: string): AreaRecord[] {
  const path: AreaRecord[] = []
  for (let at = city.areaByCode.get(code); at !== undefined && !path.includes(at);) {
    path.unshift(at)
    at = at.parentCode === null ? undefined : city.areaByCode.get(at.parentCode)
  }
  return path
}
