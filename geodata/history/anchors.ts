import Flatbush from 'flatbush'
import type { City } from '../city/city.ts'

/** Places where cases happen: doors of buildings and points of streets. Struct of arrays. */
export interface Anchors {
  lng: Float64Array
  lat: Float64Array
  /** Index into `roads`: the street it is on or nearest to. */
  road: Uint32Array
  roads: { name: string; nameEn: string }[]
  index: Flatbush
}

/** Collects them: the middle of every building, every vertex of every street. */
export function collectAnchors({ base }: Pick<City, 'base'>): Anchors {
  const lng: number[] = []
  const lat: number[] = []
  const road: number[] = []
  const roads = base.roads.features.map(({ properties }) => ({ name: properties!.name, nameEn: properties!.name_en }))
  for (const [index, { geometry, properties }] of base.roads.features.entries()) {
    if (geometry.type !== 'LineString' || properties!.bridge) continue
    for (const [x, y] of geometry.coordinates) {
      lng.push(x)
      lat.push(y)
      road.push(index)
    }
  }
  const streets = new Flatbush(lng.length)
  for (let index = 0; index < lng.length; index++) streets.add(lng[index], lat[index])
  streets.finish()
  for (const { geometry } of base.buildings.features) {
    if (geometry.type !== 'Polygon') continue
    const [a, , b] = geometry.coordinates[0]
    const x = (a[0] + b[0]) / 2
    const y = (a[1] + b[1]) / 2
    const [nearest] = streets.neighbors(x, y, 1)
    lng.push(x)
    lat.push(y)
    road.push(road[nearest])
  }
  const index = new Flatbush(lng.length)
  for (let anchor = 0; anchor < lng.length; anchor++) index.add(lng[anchor], lat[anchor])
  index.finish()
  return { lng: Float64Array.from(lng), lat: Float64Array.from(lat), road: Uint32Array.from(road), roads, index }
}
