import type { DutyRule } from '../catalogue/resolve-duty.ts'
import type { CategoryRecord, UnitRecord } from '../contract/api/city.ts'
import type { Provenance } from '../contract/api/cases.ts'
import type { GridOwner, Location } from '../contract/api/grids.ts'
import type { DepartmentRule, RoutingTrail } from './routing-trail.ts'
import { DESK_KIND, nearestAbove, unitFor } from './unit-for.ts'

/** A worker of the community grid who may be asked to watch. */
export interface WatcherCandidate {
  id: number
  number: string
  name: string
  nameEn: string
  /** When the latest order was sent to them; null where none ever was. */
  lastOrderedAtMs: number | null
}

export interface RoutingInput {
  location: Location
  category: CategoryRecord
  unitsByKind: ReadonlyMap<string, readonly UnitRecord[]>
  unitById: ReadonlyMap<number, UnitRecord>
  workersOfGrid: readonly WatcherCandidate[]
  /** The rule of the catalogue that applies here, where one does. */
  duty?: DutyRule | null
}

/** What decides whose grid leads. */
export interface LeadInput {
  location: Location
  category: Pick<CategoryRecord, 'layer' | 'unitKind'>
  unitById: ReadonlyMap<number, Pick<UnitRecord, 'kind'>>
}

/** How the unit was found, by the rule that named it. */
const PROVENANCE_OF: Record<DepartmentRule, Provenance> = {
  'duty-rule': 'rule', 'exclusive-grid': 'exclusive-grid', kind: 'rule', 'street-office': 'fallback', desk: 'fallback',
  none: 'fallback',
}

/** Whose grid leads, and whether it is of the layer that the catalogue names. */
type Lead =
  | { type: 'as-catalogued'; grid: GridOwner }
  | { type: 'community-instead'; grid: GridOwner }
  | { type: 'none' }

interface Department {
  rule: DepartmentRule
  unit: UnitRecord | null
}

export interface Route {
  communityGridId: number | null
  streetGridId: number | null
  exclusiveGridIds: number[]
  ownerGridId: number | null
  areaCode: string
  unitId: number | null
  assistUnitIds: number[]
  watcherWorkerId: number | null
  provenance: Provenance
  trail: RoutingTrail
}

/**
 * Who a case belongs to. The owner is the grid of the layer that leads for its category, else the community grid; the
 * department is whom the rule of the catalogue names, else the leading exclusive grid's own unit, else `unitFor`; the
 * watcher is a worker of the community grid. A point outside all grids goes to the desk of the nearest district. The
 * trail keeps how each was decided.
 */
export function routeCase(input: RoutingInput): Route {
  const { location, workersOfGrid } = input
  const lead = leadOf(input)
  const areaCode = location.chain[0].code
  const department = departmentOf(input, lead, areaCode)
  const watcher = watcherOf(workersOfGrid)
  return {
    communityGridId: location.community?.gridId ?? null,
    streetGridId: location.street?.gridId ?? null,
    exclusiveGridIds: location.exclusive.map((grid) => grid.gridId),
    ownerGridId: lead.type === 'none' ? null : lead.grid.gridId,
    areaCode,
    unitId: department.unit?.id ?? null,
    assistUnitIds: department.rule === 'duty-rule' ? assistantsOf(input, areaCode, department.unit!) : [],
    watcherWorkerId: watcher?.id ?? null,
    provenance: department.rule === 'duty-rule' && input.duty!.express ? 'express' : PROVENANCE_OF[department.rule],
    trail: {
      decision: location.decision,
      distanceM: Math.round(location.distanceToEdgeM * 10) / 10,
      lead: lead.type,
      department: department.rule,
      unitId: department.unit?.id ?? null,
      watcherWorkerId: watcher?.id ?? null,
      ...(department.rule === 'duty-rule' && { duty: trailOf(input.duty!) }),
    },
  }
}

function trailOf({ id, provenance, express, validFromMs }: DutyRule): RoutingTrail['duty'] {
  return { ruleId: id, provenance, express, from: new Date(validFromMs).toISOString() }
}

/**
 * Whose grid owns a case: that of the category's layer, else the community grid. Exclusive grids overlap: of those whose
 * unit is of the category's kind, the smallest id.
 */
export function leadOf({ location, category, unitById }: LeadInput): Lead {
  const wanted =
    category.layer === 'community'
      ? location.community
      : category.layer === 'street'
        ? location.street
        : location.exclusive
            .filter(({ unitId }) => unitId !== null && unitById.get(unitId)?.kind === category.unitKind)
            .reduce<GridOwner | null>((first, grid) => (first && first.gridId < grid.gridId ? first : grid), null)
  if (wanted !== null) return { type: 'as-catalogued', grid: wanted }
  if (location.community !== null) return { type: 'community-instead', grid: location.community }
  return { type: 'none' }
}

function departmentOf(input: RoutingInput, lead: Lead, areaCode: string): Department {
  const { category, location, unitsByKind, unitById } = input
  const byRule = unitByRule(input, areaCode)
  if (byRule !== null) return { rule: 'duty-rule', unit: byRule }
  if (lead.type === 'as-catalogued' && lead.grid.layer === 'exclusive') {
    const unit = lead.grid.unitId === null ? undefined : unitById.get(lead.grid.unitId)
    if (unit !== undefined) return { rule: 'exclusive-grid', unit }
  }
  // outside all grids somebody has to find out first whose it is
  const wantedKind = location.decision === 'fallback' ? DESK_KIND : category.unitKind
  const unit = unitFor(wantedKind, areaCode, unitsByKind)
  if (unit === null) return { rule: 'none', unit }
  if (unit.kind === DESK_KIND) return { rule: 'desk', unit }
  return { rule: unit.kind === category.unitKind ? 'kind' : 'street-office', unit }
}

/**
 * Whom the rule of the catalogue names: a unit, or of a kind the one whose exclusive grid this is, else the one with the
 * smallest area around the place. Null where there is no rule or nobody of its kind, and outside all grids, where somebody
 * has to find out first whose it is.
 */
function unitByRule(
  { duty, location, category, unitsByKind, unitById }: RoutingInput, areaCode: string,
): UnitRecord | null {
  if (duty === undefined || duty === null || location.decision === 'fallback') return null
  if (duty.unitId !== null) return unitById.get(duty.unitId) ?? null
  const kind = duty.unitKind!
  const lead = leadOf({ location, category: { layer: category.layer, unitKind: kind }, unitById })
  const owner = lead.type === 'as-catalogued' && lead.grid.unitId !== null ? unitById.get(lead.grid.unitId) : undefined
  return owner?.kind === kind ? owner : nearestAbove(unitsByKind.get(kind) ?? [], areaCode)
}

/** The assisting units of the rule that there are, each once, without the leading one. */
function assistantsOf({ duty, unitsByKind, unitById }: RoutingInput, areaCode: string, lead: UnitRecord): number[] {
  const named = duty!.assistUnitIds.filter((id) => unitById.has(id))
  const ofKinds = duty!.assistUnitKinds.flatMap((kind) => nearestAbove(unitsByKind.get(kind) ?? [], areaCode)?.id ?? [])
  return [...new Set([...named, ...ofKinds])].filter((id) => id !== lead.id)
}

/** Whoever has waited longest for an order: never ordered first, then the oldest order; of equals, the smallest id. */
function watcherOf(workers: readonly WatcherCandidate[]): WatcherCandidate | null {
  const waitingSince = (worker: WatcherCandidate) => worker.lastOrderedAtMs ?? Number.MIN_SAFE_INTEGER
  return workers.toSorted((a, b) => waitingSince(a) - waitingSince(b) || a.id - b.id)[0] ?? null
}
