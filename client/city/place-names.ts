import { nameOf, type Language } from '../language/language.ts'
import { areaPath, categoryPath, type CityIndex } from './city-index.ts'

/** The category of a case in words; its code where the catalogue does not know it. */
export function categoryName(city: CityIndex, code: string, language: Language): string {
  const category = city.categoryByCode.get(code)
  return category === undefined ? code : nameOf(category, language)
}

/** All names from the kind down to the category, for a heading. */
export function categoryPathName(city: CityIndex, code: string, language: Language): string {
  return categoryPath(city, code).map((category) => nameOf(category, language)).join(' › ')
}

/** The smallest `links` names of an area, the larger first: street and community for 2. */
export function areaName(city: CityIndex, code: string, language: Language, links = 2): string {
  const path = areaPath(city, code)
  const names = path.slice(-links).map((area) => nameOf(area, language))
  return names.length === 0 ? code : names.join(' · ')
}

/** The name of a channel; its code where this page has not heard of it yet. */
export function channelName({ record }: CityIndex, code: string, language: Language): string {
  const channel = record.channels.find((known) => known.code === code)
  return channel === undefined ? code : nameOf(channel, language)
}

/** The name of a unit, or undefined for none or an unknown one. */
export function unitName(city: CityIndex, unitId: number | null, language: Language): string | undefined {
  const unit = unitId === null ? undefined : city.unitById.get(unitId)
  return unit === undefined ? undefined : nameOf(unit, language)
}
