import { buildCatalogue } from '../catalogue/build-catalogue.ts'
import type { Area, City } from './city.ts'
import { raiseBuildings } from './ground/buildings.ts'
import { drawBase, nameCampuses } from './ground/base-map.ts'
import { assignLandUse } from './ground/land-use.ts'
import { drawRoads, nameRoads } from './ground/roads.ts'
import { CITY_CODE, organise } from './organisation/areas.ts'
import { exclusiveGrids } from './organisation/exclusive-grids.ts'
import { numberGrids } from './organisation/number-grids.ts'
import { streetGrids } from './organisation/street-grids.ts'
import { foundUnits } from './organisation/units.ts'
import { SHIFT_PATTERNS } from './people/shifts.ts'
import { employWorkers } from './people/workers.ts'
import { planCity } from './plan/city-plan.ts'
import { centre } from './projection.ts'
import { DEVICE_KINDS } from './things/device-kinds.ts'
import { placeCameras, placeDevices } from './things/place-things.ts'

/** A larger city is built up only round its centres, so that its tiles stay small. */
const MOST_BUILDINGS = 60_000

export interface CityOptions {
  /** Which city; default 1. */
  seed?: number
  /** Community grids, exactly; default 1229. */
  grids?: number
  /** Grid workers, exactly; default 2000. */
  workers?: number
}

/** The vertex mean of an area's largest ring: where its name stands. */
function anchorOf({ boundary }: Area): [number, number] {
  const rings = boundary.coordinates.map(([ring]) => ring).sort((a, b) => b.length - a.length)
  const ring = rings[0].slice(0, -1)
  const sum = ring.reduce(([x, y], [lng, lat]) => [x + lng, y + lat], [0, 0])
  return [sum[0] / ring.length, sum[1] / ring.length]
}

/** Makes the simulated city of that seed and size; the same options make the same city on every machine. */
export function generateCity({ seed = 1, grids = 1229, workers = 2000 }: CityOptions = {}): City {
  const plan = planCity(seed, grids)
  const name = { name: '云澜市', nameEn: 'Yunlan' }
  const organisation = organise(plan, name)
  const { areas, communityGrids } = organisation
  const roadNames = nameRoads(plan)
  const uses = assignLandUse(plan)
  const campuses = nameCampuses(plan, uses)
  const units = foundUnits(areas)
  const streets = streetGrids(plan, organisation, roadNames)
  const exclusive = exclusiveGrids(plan, organisation, { uses, campuses }, units)
  const allGrids = numberGrids([...communityGrids, ...streets, ...exclusive])
  const buildings = raiseBuildings(plan, uses, MOST_BUILDINGS)
  const roads = drawRoads(plan, roadNames)

  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [lng, lat] of areas[0].boundary.coordinates.flat(2)) {
    west = Math.min(west, lng)
    south = Math.min(south, lat)
    east = Math.max(east, lng)
    north = Math.max(north, lat)
  }
  return {
    seed, ...name, code: CITY_CODE, simulated: true, bounds: [west, south, east, north], centre,
    areas, units, grids: allGrids,
    shiftPatterns: [...SHIFT_PATTERNS],
    workers: employWorkers(seed, allGrids, workers),
    cameras: placeCameras(plan, organisation),
    deviceKinds: [...DEVICE_KINDS],
    devices: placeDevices(plan, organisation, buildings),
    categories: buildCatalogue(),
    base: drawBase(plan, { roads, buildings: buildings.features, campuses, areas }, anchorOf),
  }
}
