/** What a choice of a unit needs to know of one. */
export interface UnitPlace {
  id: number
  kind: string
  areaCode: string
}

/** The street's own office, which takes what no specialised unit of the place takes. */
export const STREET_OFFICE_KIND = 'street_office'

/** The district's duty desk, which takes all that is left. */
export const DESK_KIND = 'desk'

/**
 * The unit that handles `unitKind` at `areaCode`: the unit of that kind whose area is the smallest that contains the
 * place (longest prefix); where there is none, the street's office; else the district's desk. The kind of what comes
 * back says which rule applied. Null only where not even a desk serves the area.
 */
export function unitFor<U extends UnitPlace>(
  unitKind: string,
  areaCode: string,
  unitsByKind: ReadonlyMap<string, readonly U[]>,
): U | null {
  for (const kind of [unitKind, STREET_OFFICE_KIND, DESK_KIND]) {
    const unit = nearestAbove(unitsByKind.get(kind) ?? [], areaCode)
    if (unit !== null) return unit
  }
  return null
}

/**
 * The unit of exactly these whose area is the smallest that contains the place; of equals the smallest id, null where
 * none serves it. Codes are prefix codes: a unit serves the area of its code and all below it.
 */
export function nearestAbove<U extends UnitPlace>(units: readonly U[], areaCode: string): U | null {
  let best: U | null = null
  for (const unit of units) {
    if (!areaCode.startsWith(unit.areaCode)) continue
    if (best === null || unit.areaCode.length > best.areaCode.length) best = unit
    else if (unit.areaCode.length === best.areaCode.length && unit.id < best.id) best = unit
  }
  return best
}
