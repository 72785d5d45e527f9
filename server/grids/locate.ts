import type { Area, Grid } from '../../geodata/city/city.ts'
import type { ChainLink, Decision, GridLayer, GridOwner, Location } from '../contract/api/grids.ts'
import { GRID_LAYERS } from '../contract/api/grids.ts'
import { buildLayerIndex, type LayerIndex } from './index/layer-index.ts'

/** What a grid is, without its boundary. */
export type GridRecord = Omit<GridOwner, 'decision'>

/** The grids and areas of one version, indexed. Never changed once built. */
export interface GridIndex {
  readonly versionId: number
  readonly layers: Readonly<Record<GridLayer, LayerIndex>>
  readonly grids: ReadonlyMap<number, GridRecord>
  /** Per area the chain from it up to the city. */
  readonly chains: ReadonlyMap<string, readonly ChainLink[]>
  /** The districts, where a point outside all grids finds its desk. */
  readonly districts: LayerIndex
  /** District k + 1 of `districts` has the code districtCodes[k]. */
  readonly districtCodes: readonly string[]
}

/** How far outside all community grids, in metres, a point may lie and still belong to the nearest. */
export const NEAREST_TOLERANCE_M = 50

/**
 * Indexes the grids of version `versionId` in their three layers, and the areas above them.
 * Throws a RangeError that names the grid or area for a boundary that is no boundary, an area that is missing, or
 * for a city without a community grid or without a district: a case could be left with no owner.
 */
export function buildGridIndex(grids: readonly Grid[], areas: readonly Area[], versionId: number): GridIndex {
  const chains = chainAreas(areas)
  const records = new Map<number, GridRecord>()
  for (const { id, layer, code, name, nameEn, areaCode, unitId } of grids) {
    if (!chains.has(areaCode)) {
      const expected = `expected one of the ${areas.length} areas`
      throw new RangeError(`Grid ${id} (${code}): area ${areaCode} is missing, ${expected}`)
    }
    if (records.has(id)) throw new RangeError(`Grid ${id} (${code}): expected an id that no other grid has`)
    records.set(id, { gridId: id, layer, code, name, nameEn, areaCode, unitId })
  }
  if (!grids.some((grid) => grid.layer === 'community')) {
    throw new RangeError(`None of ${grids.length} grids is in the community layer, expected at least one`)
  }
  const layers = Object.fromEntries(
    GRID_LAYERS.map((layer) => [layer, buildLayerIndex(grids.filter((grid) => grid.layer === layer))]),
  ) as Record<GridLayer, LayerIndex>
  const districts = areas.filter((area) => area.level === 'district')
  if (districts.length === 0) throw new RangeError(`None of ${areas.length} areas is a district, expected at least one`)
  return {
    versionId,
    layers,
    grids: records,
    chains,
    districts: buildLayerIndex(districts.map(({ boundary }, k) => ({ id: k + 1, boundary }))),
    districtCodes: districts.map((district) => district.code),
  }
}

/**
 * Says who owns a point (WGS-84 degrees): the grid of each layer that covers it, on an edge the one with the
 * smallest id. A point outside all community grids belongs to the nearest within `toleranceM`, else to no grid but
 * to its district (the nearest one), whose chain it then has.
 */
export function locate(index: GridIndex, lng: number, lat: number, toleranceM = NEAREST_TOLERANCE_M): Location {
  if (!Number.isFinite(lng)) throw new RangeError(`lng ${lng}: expected a finite number of degrees`)
  if (!Number.isFinite(lat)) throw new RangeError(`lat ${lat}: expected a finite number of degrees`)
  const { versionId, layers } = index
  const distanceToEdgeM = layers.community.distanceToNearestEdgeM(lng, lat)
  const community = ownerInLayer(index, 'community', lng, lat) ?? nearestOwner(index, lng, lat, toleranceM)
  return {
    lng,
    lat,
    versionId,
    decision: community?.decision ?? 'fallback',
    community,
    street: ownerInLayer(index, 'street', lng, lat),
    exclusive: ownersInLayer(index, 'exclusive', lng, lat),
    chain: [...chainOf(index, community?.areaCode ?? nearestDistrict(index, lng, lat))],
    distanceToEdgeM,
  }
}

function ownersInLayer(index: GridIndex, layer: GridLayer, lng: number, lat: number): GridOwner[] {
  const { ids, edgeIds } = index.layers[layer].coverOf(lng, lat)
  return ids.map((id) => ownerFrom(index, id, edgeIds.includes(id) ? 'edge' : 'inside'))
}

function ownerInLayer(index: GridIndex, layer: GridLayer, lng: number, lat: number): GridOwner | null {
  return ownersInLayer(index, layer, lng, lat)[0] ?? null
}

function nearestOwner(index: GridIndex, lng: number, lat: number, toleranceM: number): GridOwner | null {
  const { id } = index.layers.community.nearestGrid(lng, lat, toleranceM)
  return id === 0 ? null : ownerFrom(index, id, 'nearest')
}

function nearestDistrict(index: GridIndex, lng: number, lat: number): string {
  return index.districtCodes[index.districts.nearestGrid(lng, lat).id - 1]
}

function ownerFrom(index: GridIndex, id: number, decision: Decision): GridOwner {
  const record = index.grids.get(id)
  if (record === undefined) throw new Error(`Grid ${id} is in the index of version ${index.versionId} but not known`)
  return { ...record, decision }
}

function chainOf(index: GridIndex, areaCode: string): readonly ChainLink[] {
  const chain = index.chains.get(areaCode)
  if (chain === undefined) {
    throw new Error(`Area ${areaCode} is in the index of version ${index.versionId} but not known`)
  }
  return chain
}

function chainAreas(areas: readonly Area[]): Map<string, ChainLink[]> {
  const byCode = new Map(areas.map((area) => [area.code, area]))
  const chains = new Map<string, ChainLink[]>()
  for (const start of areas) {
    const chain: ChainLink[] = []
    for (let area: Area | undefined = start; area !== undefined;) {
      const { code, level, name, nameEn, parentCode } = area
      if (chain.some((link) => link.code === code)) throw new RangeError(`Area ${code} is above itself`)
      chain.push({ code, level, name, nameEn })
      if (parentCode === null) break
      area = byCode.get(parentCode)
      if (area === undefined) throw new RangeError(`Area ${code}: its parent ${parentCode} is missing`)
    }
    chains.set(start.code, chain)
  }
  return chains
}
