import type { AreaLevel } from '../../geodata/city/city.ts'
import type { SourceOptions } from '../contract/api/imports.ts'
import { AREA_LEVELS, levelOfCode } from './area-code.ts'

/** An area as its file gives it; no two have the same code. */
export interface AreaRow {
  /** As `prefixCode` has it. */
  code: string
  level: AreaLevel | null
  /** What the file names as the area above it. */
  parentCode: string | null
  /** The smallest of the larger areas that most of it lies in; only where it was looked for. */
  containerCode: string | null
  parents: NonNullable<SourceOptions['parents']>
}

export interface ArrangedArea {
  /** In the file. */
  code: string
  /** In the city: starts with that of the parent. */
  cityCode: string
  level: AreaLevel
  /** The parent's `cityCode`; null for the city. */
  parentCode: string | null
}

export interface AreaProblem {
  code: string
  kind: 'missing-parent' | 'bad-value'
  detail: { field: string; value: string; expected: string }
}

export interface Arrangement {
  /** Parents before their children. What lies below an area that is a problem is not among them. */
  areas: ArrangedArea[]
  problems: AreaProblem[]
  /** Where the file has districts and no city: the city above them, which is their union. Also the first of `areas`. */
  missingCity: string | null
}

/**
 * Puts areas under each other and gives each its level and a prefix code. A code that does not start with its
 * parent's has that put before it. What cannot be placed is left out, with all below it, and is a problem.
 */
export function arrangeAreas(rows: readonly AreaRow[]): Arrangement {
  const problems: AreaProblem[] = []
  const parentOf = findParents(rows, problems)
  const childrenOf = new Map<string | null, AreaRow[]>()
  for (const row of rows) {
    if (!parentOf.has(row.code)) continue
    const parent = parentOf.get(row.code) ?? null
    childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), row])
  }

  const roots = childrenOf.get(null) ?? []
  const cityCode = roots.length > 0 && roots.every((root) => levelOf(root) === 'district') ? commonCity(roots) : null
  const areas: ArrangedArea[] = []
  const top: ArrangedArea | null =
    cityCode === null ? null : { code: cityCode, cityCode, level: 'city', parentCode: null }
  if (top !== null) areas.push(top)
  const city = top === null ? oneCity(roots, problems) : null
  const waiting: { row: AreaRow; above: ArrangedArea | null }[] =
    top === null ? (city === null ? [] : [{ row: city, above: null }]) : roots.map((row) => ({ row, above: top }))
  while (waiting.length > 0) {
    const { row, above } = waiting.shift()!
    const area = placeUnder(row, above, problems)
    if (area === null) continue
    areas.push(area)
    for (const child of childrenOf.get(row.code) ?? []) waiting.push({ row: child, above: area })
  }
  refuseCircles(rows, parentOf, problems)
  return { areas: withoutAmbiguous(areas, problems), problems, missingCity: cityCode }
}

/** The code of each row's parent, null for a root. A row without a parent that it should have is left out. */
function findParents(rows: readonly AreaRow[], problems: AreaProblem[]): Map<string, string | null> {
  const known = new Set(rows.map(({ code }) => code))
  const hasCity = rows.some((row) => levelOf(row) === 'city')
  const parentOf = new Map<string, string | null>()
  for (const row of rows) {
    const named = row.parentCode !== null && row.parentCode !== row.code ? row.parentCode : null
    const above = longestPrefix(row.code, known)
    const { parents } = row
    const isTop = levelOf(row) === 'city'
    if (isTop) parentOf.set(row.code, null)
    else if (parents === 'code') parentOf.set(row.code, above)
    else if (parents === 'containment') parentOf.set(row.code, row.containerCode)
    else if (named === null) parentOf.set(row.code, parents === 'field' ? null : (above ?? row.containerCode))
    else if (known.has(named)) parentOf.set(row.code, named)
    else if (levelOf(row) === 'district' && !hasCity) parentOf.set(row.code, null)
    else {
      const expected = 'the code of an area in the file'
      problems.push({ code: row.code, kind: 'missing-parent', detail: { field: 'parentCode', value: named, expected } })
    }
  }
  return parentOf
}

function longestPrefix(code: string, known: { has(code: string): boolean }): string | null {
  for (let length = code.length - 1; length > 0; length--) {
    if (known.has(code.slice(0, length))) return code.slice(0, length)
  }
  return null
}

function levelOf({ level, code }: AreaRow): AreaLevel | null {
  return level ?? levelOfCode(code)
}

/** The four digits that all districts of a city share, or null. */
function commonCity(districts: readonly AreaRow[]): string | null {
  const starts = new Set(districts.map(({ code }) => code.slice(0, 4)))
  const [start] = starts
  return starts.size === 1 && /^\d{4}$/.test(start!) ? start! : null
}

/** The root that is the city: the only one, else the only one of that level. All other roots are problems. */
function oneCity(roots: readonly AreaRow[], problems: AreaProblem[]): AreaRow | null {
  const cities = roots.length === 1 ? roots : roots.filter((root) => levelOf(root) === 'city')
  const [city] = cities
  if (cities.length > 1) {
    for (const { code } of cities) {
      const expected = `one area of the level city, not ${cities.length}`
      problems.push({ code, kind: 'bad-value', detail: { field: 'level', value: 'city', expected } })
    }
    return null
  }
  for (const root of roots) {
    if (root === city) continue
    const expected = 'an area above it: by its code, by a field, or one that it lies in'
    problems.push({ code: root.code, kind: 'missing-parent', detail: { field: 'code', value: root.code, expected } })
  }
  return city ?? null
}

/** The row as the area below `above`, or null with a problem where its level does not fit there. */
function placeUnder(row: AreaRow, above: ArrangedArea | null, problems: AreaProblem[]): ArrangedArea | null {
  const depth = above === null ? 0 : AREA_LEVELS.indexOf(above.level) + 1
  const level = above === null ? 'city' : (levelOf(row) ?? AREA_LEVELS[depth])
  if (level === undefined || AREA_LEVELS.indexOf(level) < depth) {
    const expected = above!.level === 'community' ? 'nothing below a community' : `a level below ${above!.level}`
    problems.push({ code: row.code, kind: 'bad-value', detail: { field: 'level', value: level ?? row.code, expected } })
    return null
  }
  const parentCode = above?.cityCode ?? null
  const cityCode = parentCode === null || row.code.startsWith(parentCode) ? row.code : parentCode + row.code
  return { code: row.code, cityCode, level, parentCode }
}

/** Rows that are above themselves, which no way from the top reaches. */
function refuseCircles(
  rows: readonly AreaRow[],
  parentOf: ReadonlyMap<string, string | null>,
  problems: AreaProblem[],
): void {
  for (const { code } of rows) {
    const above = new Set<string>()
    let at = parentOf.get(code) ?? null
    while (at !== null && at !== code && !above.has(at)) {
      above.add(at)
      at = parentOf.get(at) ?? null
    }
    if (at !== code) continue
    const detail = { field: 'parentCode', value: parentOf.get(code)!, expected: 'an area that is not below it' }
    problems.push({ code, kind: 'missing-parent', detail })
  }
}

/**
 * A subtree is the start of a code, so none may be the start of another's that is not below it: '33D1' would see into
 * '33D12'. Keeps the areas for which that holds.
 */
function withoutAmbiguous(areas: readonly ArrangedArea[], problems: AreaProblem[]): ArrangedArea[] {
  const kept = new Map<string, ArrangedArea>()
  // Parents have shorter codes than their children, so they come first.
  for (const area of areas.toSorted((a, b) => a.cityCode.length - b.cityCode.length)) {
    const { code, cityCode, parentCode } = area
    if (parentCode !== null && !kept.has(parentCode)) continue
    const start = kept.has(cityCode) ? cityCode : longestPrefix(cityCode, kept)
    if (start === null || start === parentCode) {
      kept.set(cityCode, area)
      continue
    }
    const expected =
      `a code that does not start with ${kept.get(start)!.code}, which it is not below; ` +
      'give all codes of a level one length'
    problems.push({ code, kind: 'bad-value', detail: { field: 'code', value: code, expected } })
  }
  return areas.filter((area) => kept.get(area.cityCode) === area)
}
