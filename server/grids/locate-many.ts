import { DECISIONS, type LocatedDictionary } from '../contract/api/grids.ts'
import type { LocatedColumns } from '../contract/located-points.ts'
import type { GridIndex } from './grid-index.ts'
import { chainOf, nearestDistrict, NEAREST_TOLERANCE_M, recordOf } from './locate.ts'

/** Points in WGS-84 degrees, checked; accuracyM is null where no point has one, and 0 for a point that has none. */
export interface PointColumns {
  lng: Float64Array
  lat: Float64Array
  accuracyM: Float64Array | null
}

/** After so many points the work asks whether somebody else has to have a turn. */
const POINTS_PER_STEP = 64

const INSIDE = DECISIONS.indexOf('inside')
const EDGE = DECISIONS.indexOf('edge')
const NEAREST = DECISIONS.indexOf('nearest')
const FALLBACK = DECISIONS.indexOf('fallback')

/** An edge nearer than this may be one that the point lies on; only then the exact predicate is asked. */
const MAY_TOUCH_M = 0.01

/**
 * Says who owns each of many points, as `locate` does one by one, all by the same index. The work pauses now and then:
 * whoever drives the generator decides for how long (see inSlices).
 */
export function* locateMany(index: GridIndex, points: PointColumns): Generator<void, LocatedColumns> {
  const { community, street, exclusive } = index.layers
  const count = points.lng.length
  const columns = {
    distanceToEdgeM: new Float64Array(count),
    community: new Uint32Array(count),
    street: new Uint32Array(count),
    area: new Uint32Array(count),
    exclusiveStart: new Uint32Array(count + 1),
    decision: new Uint8Array(count),
    streetDecision: new Uint8Array(count),
    uncertain: new Uint8Array(count),
  }
  const exclusives: number[] = []
  const exclusiveDecisions: number[] = []
  const areas = new AreaDictionary(index)
  const occurring = new Set<number>()
  for (let k = 0; k < count; k++) {
    if (k % POINTS_PER_STEP === 0) yield
    const lng = points.lng[k], lat = points.lat[k]
    const distanceToEdgeM = community.distanceToNearestEdgeM(lng, lat)
    columns.distanceToEdgeM[k] = distanceToEdgeM
    let owner = community.ownerOf(lng, lat)
    let decision = INSIDE
    if (owner === 0) {
      owner = distanceToEdgeM <= NEAREST_TOLERANCE_M ? community.nearestGrid(lng, lat, NEAREST_TOLERANCE_M).id : 0
      decision = owner === 0 ? FALLBACK : NEAREST
    } else if (distanceToEdgeM < MAY_TOUCH_M && community.coverOf(lng, lat).edgeIds.includes(owner)) {
      decision = EDGE
    }
    columns.community[k] = owner
    columns.decision[k] = decision
    columns.uncertain[k] = points.accuracyM !== null && distanceToEdgeM < points.accuracyM[k] ? 1 : 0
    columns.area[k] = areas.placeOf(owner === 0 ? nearestDistrict(index, lng, lat) : recordOf(index, owner).areaCode)

    const along = street.coverOf(lng, lat)
    columns.street[k] = along.ids[0] ?? 0
    occurring.add(owner).add(columns.street[k])
    columns.streetDecision[k] = along.edgeIds.includes(along.ids[0]) ? EDGE : INSIDE
    const { ids, edgeIds } = exclusive.coverOf(lng, lat)
    for (const id of ids) {
      occurring.add(id)
      exclusives.push(id)
      exclusiveDecisions.push(edgeIds.includes(id) ? EDGE : INSIDE)
    }
    columns.exclusiveStart[k + 1] = exclusives.length
  }
  return {
    ...columns,
    versionId: index.versionId,
    exclusive: Uint32Array.from(exclusives),
    exclusiveDecision: Uint8Array.from(exclusiveDecisions),
    grids: yield* recordsOf(index, occurring),
    areas: areas.areas,
  }
}

/** Numbers areas in the order they are met, each with all above it. */
class AreaDictionary {
  readonly areas: LocatedDictionary['areas'] = []
  private readonly places = new Map<string, number>()
  private readonly index: GridIndex

  constructor(index: GridIndex) {
    this.index = index
  }

  placeOf(code: string): number {
    const known = this.places.get(code)
    if (known !== undefined) return known
    const place = this.areas.length
    for (const [k, link] of chainOf(this.index, code).entries()) {
      if (k > 0 && this.places.has(link.code)) break
      this.places.set(link.code, this.areas.length)
      this.areas.push({ ...link, parentCode: chainOf(this.index, code)[k + 1]?.code ?? null })
    }
    return place
  }
}

/** The grids of these ids but 0, by id. */
function* recordsOf(index: GridIndex, ids: Set<number>): Generator<void, LocatedDictionary['grids']> {
  ids.delete(0)
  yield
  const records: LocatedDictionary['grids'] = []
  for (const id of Uint32Array.from(ids).sort()) {
    if (records.length % POINTS_PER_STEP === 0) yield
    records.push(recordOf(index, id))
  }
  return records
}
