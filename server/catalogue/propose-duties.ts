import type { AreaRecord, UnitRecord } from '../contract/api/city.ts'

/** An agreement or a decision that stood: the unit did not refuse the case afterwards. */
export interface Ruling {
  caseId: number
  categoryCode: string
  areaCode: string
  unitId: number
  assistUnitIds: readonly number[]
  provenance: 'agreed' | 'designated'
}

/** What rulings of one kind would make of the catalogue. */
export interface DutyProposal {
  categoryCode: string
  areaCode: string
  unitId: number
  assistUnitIds: number[]
  provenance: 'agreed' | 'designated'
  caseIds: number[]
}

/**
 * One proposal for each category, area, outcome and way in which it was found, whatever the order of the rulings: sorted
 * by category, area, then by how many cases speak for it. An agreement holds for the street that convened it, a decision
 * for the district, neither beyond the area that the unit serves.
 */
export function proposeDuties(
  rulings: readonly Ruling[],
  areaByCode: ReadonlyMap<string, Pick<AreaRecord, 'code' | 'level' | 'parentCode'>>,
  unitById: ReadonlyMap<number, Pick<UnitRecord, 'areaCode'>>,
): DutyProposal[] {
  const proposals = new Map<string, DutyProposal>()
  for (const { caseId, categoryCode, areaCode, unitId, assistUnitIds, provenance } of rulings) {
    const level = provenance === 'agreed' ? 'street' : 'district'
    const area = areaOfRule(areaCode, level, unitById.get(unitId)?.areaCode ?? '', areaByCode)
    const assists = [...new Set(assistUnitIds)].toSorted((a, b) => a - b)
    const key = [categoryCode, area, unitId, assists.join('+'), provenance].join(' ')
    const same = proposals.get(key)
    if (same === undefined) {
      proposals.set(key, { categoryCode, areaCode: area, unitId, assistUnitIds: assists, provenance, caseIds: [caseId] })
    } else if (!same.caseIds.includes(caseId)) same.caseIds.push(caseId)
  }
  for (const { caseIds } of proposals.values()) caseIds.sort((a, b) => a - b)
  return [...proposals.values()].sort((a, b) =>
    compare(a.categoryCode, b.categoryCode) || compare(a.areaCode, b.areaCode) || b.caseIds.length - a.caseIds.length
    || a.unitId - b.unitId || compare(a.assistUnitIds.join(), b.assistUnitIds.join()) || compare(a.provenance, b.provenance))
}

/** The area of this level around a place, or that of the unit where it is smaller and lies around the place as well. */
function areaOfRule(
  areaCode: string, level: AreaRecord['level'], unitAreaCode: string,
  areaByCode: ReadonlyMap<string, Pick<AreaRecord, 'code' | 'level' | 'parentCode'>>,
): string {
  let area = areaByCode.get(areaCode)
  while (area !== undefined && area.level !== level && area.parentCode !== null) {
    const above = areaByCode.get(area.parentCode)
    // a place outside all grids lies in a district already
    if (above === undefined || isAbove(area.level, level)) break
    area = above
  }
  const code = area?.code ?? areaCode
  return unitAreaCode.length > code.length && areaCode.startsWith(unitAreaCode) ? unitAreaCode : code
}

const LEVELS: readonly AreaRecord['level'][] = ['city', 'district', 'street', 'community']

function isAbove(level: AreaRecord['level'], other: AreaRecord['level']): boolean {
  return LEVELS.indexOf(level) <= LEVELS.indexOf(other)
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
