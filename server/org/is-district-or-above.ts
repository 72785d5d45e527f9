import type { CityFacts } from './city-facts.ts'

/** Whether a scope is a district's or larger: neither of a street nor of a community. */
export function isDistrictOrAbove(scopeCode: string, { areaByCode }: Pick<CityFacts, 'areaByCode'>): boolean {
  const level = areaByCode.get(scopeCode)?.level
  return level !== 'street' && level !== 'community'
}
