import { categoryPathOf, itemsOf } from '../cases/category-tree.ts'
import type { CategoryRecord } from '../contract/api/city.ts'
import type { ServiceAttribute } from '../contract/api/open311.ts'
import type { Queryable } from '../db/database.ts'
import type { CityFacts } from '../org/city-facts.ts'

/** In which language names are given: Chinese, unless a client asks for English. */
export type Locale = 'zh' | 'en'

/** A service as the standard has it: an item of the catalogue. */
export interface Service {
  service_code: string
  service_name: string
  description: string
  metadata: boolean
  type: 'realtime'
  keywords: string
  group: string
}

/** The name of something in a language; the Chinese one where there is no other. */
export function nameIn(locale: Locale, { name, nameEn }: { name: string; nameEn: string }): string {
  return locale === 'en' && nameEn !== '' ? nameEn : name
}

/** What people say of cases of each category, by its code; those of which nothing is known are left out. */
export async function readExamples(database: Queryable): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await database.query<{ code: string; examples: string[] }>(
    `select code, examples from categories where examples <> '{}'`,
  )
  return new Map(rows.map(({ code, examples }) => [code, examples]))
}

/** The items of the catalogue in the order of their codes, each with its path as its description. */
export function servicesOf(
  { categoryByCode }: Pick<CityFacts, 'categoryByCode'>, asking: ReadonlySet<string>,
  examples: ReadonlyMap<string, readonly string[]>, locale: Locale,
): Service[] {
  return itemsOf(categoryByCode)
    .sort((one, other) => (one.code < other.code ? -1 : 1))
    .map((item): Service => {
      const path = categoryPathOf(item.code, categoryByCode).map((code) => categoryByCode.get(code)!).reverse()
      return {
        service_code: item.code,
        service_name: nameIn(locale, item),
        description: path.map((category) => nameIn(locale, category)).join(' › '),
        metadata: asking.has(item.code),
        type: 'realtime',
        keywords: keywordsOf(item, examples.get(item.code) ?? []),
        group: nameIn(locale, path[1] ?? path[0]),
      }
    })
}

/** The names in both languages and what people say, without commas within one of them. */
function keywordsOf({ name, nameEn }: CategoryRecord, examples: readonly string[]): string {
  const words = [name, nameEn, ...examples].map((word) => word.replaceAll(/[,，]/g, ' ').trim())
  return [...new Set(words.filter((word) => word !== ''))].join(', ')
}

/** What a service asks, as the standard has it. */
export function definitionOf(serviceCode: string, attributes: readonly ServiceAttribute[], locale: Locale): object {
  return {
    service_code: serviceCode,
    attributes: attributes.map((attribute, index) => ({
      variable: attribute.variable,
      code: attribute.code,
      datatype: attribute.datatype,
      required: attribute.required,
      datatype_description: attribute.datatypeDescription,
      order: index + 1,
      description: nameIn(locale, { name: attribute.description, nameEn: attribute.descriptionEn }),
      ...(attribute.values.length > 0 && {
        values: attribute.values.map((value) => ({ key: value.key, name: nameIn(locale, value) })),
      }),
    })),
  }
}
