/** A rule of the catalogue 法定拍: who handles a category and all below it in an area. Times are epoch milliseconds. */
export interface DutyRule {
  id: number
  categoryCode: string
  /** A prefix of area and grid codes; '' is everywhere. */
  areaCode: string
  /** One of the two is named: a unit, or a kind of which the one that serves the place is meant. */
  unitId: number | null
  unitKind: string | null
  assistUnitIds: readonly number[]
  assistUnitKinds: readonly string[]
  /** 直通车: sent out without a desk. */
  express: boolean
  validFromMs: number
  /** Null: as long as nobody ends it. */
  validToMs: number | null
  provenance: 'rule' | 'agreed' | 'designated'
}

/** Rules by category and area: a look-up asks once for each prefix of the place's code, however many rules there are. */
export type DutyTable = ReadonlyMap<string, ReadonlyMap<string, readonly DutyRule[]>>

/** Puts rules in order to be asked. Of the same category and area the newest comes first: by its start, then its id. */
export function dutyTable(rules: readonly DutyRule[]): DutyTable {
  const table = new Map<string, Map<string, DutyRule[]>>()
  const newestFirst = rules.toSorted((a, b) => b.validFromMs - a.validFromMs || b.id - a.id)
  for (const rule of newestFirst) {
    const byArea = table.get(rule.categoryCode) ?? new Map<string, DutyRule[]>()
    table.set(rule.categoryCode, byArea)
    const same = byArea.get(rule.areaCode)
    if (same === undefined) byArea.set(rule.areaCode, [rule])
    else same.push(rule)
  }
  return table
}

/**
 * The rule that decides who handles a case: among the rules valid at `atMs`, that of the nearest category (`path`: the
 * category and all above it, the category first), of those the one with the longest area code that begins `placeCode`,
 * of those the newest. Null where no rule says anything.
 */
export function resolveDuty(
  table: DutyTable, path: readonly string[], placeCode: string, atMs: number,
): DutyRule | null {
  for (const categoryCode of path) {
    const byArea = table.get(categoryCode)
    if (byArea === undefined) continue
    for (let length = placeCode.length; length >= 0; length--) {
      const rule = byArea.get(placeCode.slice(0, length))?.find((one) => isValidAt(one, atMs))
      if (rule !== undefined) return rule
    }
  }
  return null
}

/** Whether a rule is in force at a time: from its start on, until just before its end. */
export function isValidAt({ validFromMs, validToMs }: DutyRule, atMs: number): boolean {
  return validFromMs <= atMs && (validToMs === null || atMs < validToMs)
}
