import type { CategoryRecord } from '../contract/api/city.ts'

type Categories = ReadonlyMap<string, CategoryRecord>

/** The level of a class in the catalogue: level 1 kind, 2 class, 3 item. */
const CLASS_LEVEL = 2

/** A category and all below it, by code. Empty where there is no such category. */
export function categoriesUnder(code: string, categories: Categories): Set<string> {
  const under = new Set<string>()
  for (const category of categories.values()) {
    for (let at: CategoryRecord | undefined = category; at; at = parentOf(at, categories)) {
      if (at.code !== code) continue
      under.add(category.code)
      break
    }
  }
  return under
}

/** The class that a category belongs to; a kind, which stands above the classes, is its own. */
export function classOf(code: string, categories: Categories): string {
  let at = categories.get(code)
  while (at !== undefined && at.level > CLASS_LEVEL) {
    const parent = parentOf(at, categories)
    if (parent === undefined) break
    at = parent
  }
  return at?.code ?? code
}

/** The categories that nothing stands below: what a case can be. */
export function itemsOf(categories: Categories): CategoryRecord[] {
  const parents = new Set<string>()
  for (const { parentCode } of categories.values()) if (parentCode !== null) parents.add(parentCode)
  return [...categories.values()].filter((category) => !parents.has(category.code))
}

function parentOf(category: CategoryRecord, categories: Categories): CategoryRecord | undefined {
  return category.parentCode === null ? undefined : categories.get(category.parentCode)
}
