import type { CategoryRecord } from '../contract/api/city.ts'

type Categories = ReadonlyMap<string, CategoryRecord>

/** The level of a class in the catalogue: level 1 kind, 2 class, 3 item or group of items, 4 item. */
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

/** The categories that nothing stands below, whatever their level: what a case can be. */
export function itemsOf(categories: Categories): CategoryRecord[] {
  const parents = parentsIn(categories)
  return [...categories.values()].filter((category) => !parents.has(category.code))
}

/** Whether a case can be of this category: it is there, and nothing stands below it. */
export function isItem(code: string, categories: Categories): boolean {
  return categories.has(code) && !parentsIn(categories).has(code)
}

/** The codes of a category and of all above it, the category first. Empty where there is no such category. */
export function categoryPathOf(code: string, categories: Categories): string[] {
  const path: string[] = []
  for (let at = categories.get(code); at !== undefined; at = parentOf(at, categories)) path.push(at.code)
  return path
}

/** A catalogue is asked for each case and changes once a month, so what has children is kept with it. */
const parentsOf = new WeakMap<Categories, ReadonlySet<string>>()

function parentsIn(categories: Categories): ReadonlySet<string> {
  const known = parentsOf.get(categories)
  if (known !== undefined) return known
  const parents = new Set<string>()
  for (const { parentCode } of categories.values()) if (parentCode !== null) parents.add(parentCode)
  parentsOf.set(categories, parents)
  return parents
}

function parentOf(category: CategoryRecord, categories: Categories): CategoryRecord | undefined {
  return category.parentCode === null ? undefined : categories.get(category.parentCode)
}
