import type { TFunction } from 'i18next'
import type { Desk } from '../../../server/contract/api/cases.ts'
import type { CityIndex } from '../../city/city-index.ts'
import { nameOf, type Language } from '../../language/language.ts'

/** What a desk is called: as the case names it, else by its area; the province's, which is no area of the city, by its
 * level; else by its code. */
export function deskName(
  city: CityIndex, desks: readonly Desk[], code: string, language: Language, t: TFunction<['caseWork', 'common']>,
): string {
  const named = desks.find((one) => one.code === code) ?? city.areaByCode.get(code)
  if (named !== undefined) return t('desk', { name: nameOf(named, language) })
  return t('desk', { name: code.length === 2 ? t('province') : code })
}
