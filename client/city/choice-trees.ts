import type { CategoryRecord } from '../../server/contract/api/city.ts'
import { nameOf, type Language } from '../language/language.ts'
import type { CityIndex } from './city-index.ts'

/** A node of a tree to choose from; `search` holds what a typed text is looked for in. */
export interface TreeNode {
  value: string
  title: string
  search: string
  selectable: boolean
  children: TreeNode[]
}

/** The catalogue as a tree. With `leavesOnly`, only what has nothing below it can be chosen: a case needs an item. */
export function categoryTree(city: CityIndex, language: Language, leavesOnly: boolean): TreeNode[] {
  const nodesBelow = (parent: string | null): TreeNode[] =>
    (city.categoriesByParent.get(parent) ?? []).map((category) => nodeOf(category))
  const nodeOf = (category: CategoryRecord): TreeNode => {
    const children = nodesBelow(category.code)
    return {
      value: category.code,
      title: nameOf(category, language),
      search: `${category.code} ${category.name} ${category.nameEn}`.toLowerCase(),
      selectable: !leavesOnly || children.length === 0,
      children,
    }
  }
  return nodesBelow(null)
}

/** Areas as a tree, from the asker's topmost area down to `depth` levels of it. */
export function areaTree(city: CityIndex, language: Language, depth: number): TreeNode[] {
  const { areas } = city.record
  const childrenOf = (parent: string | null, left: number): TreeNode[] =>
    left === 0
      ? []
      : areas
        .filter((area) => (city.areaByCode.has(area.parentCode ?? '') ? area.parentCode : null) === parent)
        .map((area) => ({
          value: area.code,
          title: nameOf(area, language),
          search: `${area.code} ${area.name} ${area.nameEn}`.toLowerCase(),
          selectable: true,
          children: childrenOf(area.code, left - 1),
        }))
  return childrenOf(null, depth)
}
