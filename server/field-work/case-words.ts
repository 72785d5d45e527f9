import type { CaseWords } from '../contract/api/field-work.ts'
import type { CityFacts } from '../org/city-facts.ts'

/** So many of the smallest areas name a place: street and community. */
const NAMED_LINKS = 2

/** The names of a category and a place; the codes where the city does not know them. */
export function caseWords(city: CityFacts, categoryCode: string, areaCode: string): CaseWords {
  const category = city.categoryByCode.get(categoryCode)
  return {
    category: { name: category?.name ?? categoryCode, nameEn: category?.nameEn ?? categoryCode },
    area: areaWords(city, areaCode),
  }
}

/** The names of an area and the one above it, the larger first. */
export function areaWords({ areaByCode }: CityFacts, areaCode: string): CaseWords['area'] {
  const names: string[] = []
  const namesEn: string[] = []
  let area = areaByCode.get(areaCode)
  for (; area && names.length < NAMED_LINKS; area = areaByCode.get(area.parentCode ?? '')) {
    names.unshift(area.name)
    namesEn.unshift(area.nameEn === '' ? area.name : area.nameEn)
  }
  if (names.length === 0) return { name: areaCode, nameEn: areaCode }
  return { name: names.join(' · '), nameEn: namesEn.join(' · ') }
}
