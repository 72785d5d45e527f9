import type { TFunction } from 'i18next'
import type { CityIndex } from '../../city/city-index.ts'
import { nameOf, type Language } from '../../language/language.ts'

/** What a desk is called: by its area; the province's, which is no area of the city, by its level; else by its code. */
export function deskName(
  city: CityIndex, code: string, language: Language, t: TFunction<['caseWork', 'common']>,
): string {
  const area = city.areaByCode.get(code)
  if (area !== undefined) return t('desk', { name: nameOf(area, language) })
  return t('desk', { name: code.length === 2 ? t('province') : code })
}
