import type { Candidate, ChainLink, Decision, GridLayer, GridOwner, Location } from '../contract/api/grids.ts'
import type { GridIndex, GridRecord } from './grid-index.ts'

/** How far outside all community grids, in metres, a point may lie and still belong to the nearest. */
export const NEAREST_TOLERANCE_M = 50

/**
 * Says who owns a point (WGS-84 degrees): the grid of each layer that covers it, on an edge the one with the
 * smallest id. A point outside all community grids belongs to the nearest within `toleranceM`, else to no grid but
 * to its district (the nearest one), whose chain it then has. `accuracyM`, where it is known, is the radius of the
 * circle that the point may be anywhere in: it changes no owner, but tells whom else it could be.
 */
export function locate(
  index: GridIndex, lng: number, lat: number, accuracyM = 0, toleranceM = NEAREST_TOLERANCE_M,
): Location {
  if (!Number.isFinite(lng)) throw new RangeError(`lng ${lng}: expected a finite number of degrees`)
  if (!Number.isFinite(lat)) throw new RangeError(`lat ${lat}: expected a finite number of degrees`)
  if (!(accuracyM >= 0 && accuracyM < Infinity)) {
    throw new RangeError(`accuracyM ${accuracyM}: expected a finite number of metres, 0 or more`)
  }
  const { versionId, layers } = index
  const distanceToEdgeM = layers.community.distanceToNearestEdgeM(lng, lat)
  const community = ownerInLayer(index, 'community', lng, lat) ?? nearestOwner(index, lng, lat, toleranceM)
  const uncertain = distanceToEdgeM < accuracyM
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
    uncertain,
    candidates: uncertain ? candidatesAround(index, lng, lat, accuracyM, community?.gridId) : [],
  }
}

/** The community grids that cover the point or have an edge within the circle, without the owner. */
function candidatesAround(
  index: GridIndex, lng: number, lat: number, radiusM: number, owner: number | undefined,
): Candidate[] {
  const { community } = index.layers
  const distances = community.gridsWithin(lng, lat, radiusM)
  for (const id of community.ownersOf(lng, lat)) distances.set(id, 0)
  return [...distances]
    .filter(([id]) => id !== owner)
    .sort(([idA, a], [idB, b]) => a - b || idA - idB)
    .map(([id, distanceM]) => {
      const { gridId, code, name, nameEn } = recordOf(index, id)
      return { gridId, code, name, nameEn, distanceM }
    })
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

/** The code of the district that a point outside all grids falls to: the one that covers it, else the nearest. */
export function nearestDistrict(index: GridIndex, lng: number, lat: number): string {
  return index.districtCodes[index.districts.nearestGrid(lng, lat).id - 1]
}

function ownerFrom(index: GridIndex, id: number, decision: Decision): GridOwner {
  return { ...recordOf(index, id), decision }
}

/** What is known of a grid of this index. */
export function recordOf(index: GridIndex, id: number): GridRecord {
  const record = index.grids.get(id)
  if (record === undefined) throw new Error(`Grid ${id} is in the index of version ${index.versionId} but not known`)
  return record
}

/** The chain from an area of this index up to the city. */
export function chainOf(index: GridIndex, areaCode: string): readonly ChainLink[] {
  const chain = index.chains.get(areaCode)
  if (chain === undefined) {
    throw new Error(`Area ${areaCode} is in the index of version ${index.versionId} but not known`)
  }
  return chain
}
