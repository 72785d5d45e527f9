import type { ChainLink, Decision, GridLayer, GridOwner, Location } from '../contract/api/grids.ts'
import type { GridIndex } from './grid-index.ts'

/** How far outside all community grids, in metres, a point may lie and still belong to the nearest. */
export const NEAREST_TOLERANCE_M = 50

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
