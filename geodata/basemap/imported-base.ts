import type { Feature, Geometry } from 'geojson'
import type { CityBase } from '../city/city.ts'
import { roadClassOf } from './road-class.ts'

/** One thing on the ground of an imported city; `shape` is GeoJSON text in WGS-84. */
export interface BaseFeature {
  layer: keyof CityBase
  class: string
  name: string
  nameEn: string
  heightM: number | null
  bridge: boolean
  shape: string
}

/** Three floors: what stands in most places of most cities. */
const USUAL_HEIGHT_M = 9

/** What a feature without a class counts as, so that it has a style and a zoom. */
const USUAL_CLASS = {
  water: 'lake', parks: 'park', railways: 'railway', buildings: 'building', places: 'place',
} as const

/** Collects the ground of an imported city, layer by layer, in the properties that tiles and style know. */
export class ImportedBase {
  readonly #features: { [layer in keyof CityBase]?: Feature[] } = {}

  add({ layer, class: given, name, nameEn, heightM, bridge, shape }: BaseFeature): void {
    const properties: Record<string, unknown> = {
      class: layer === 'roads' ? roadClassOf(given, name, nameEn) : given || USUAL_CLASS[layer],
      name,
      name_en: nameEn || name,
    }
    if (layer === 'buildings') properties.height = heightM ?? USUAL_HEIGHT_M
    if (layer === 'roads') properties.bridge = bridge
    const features = (this.#features[layer] ??= [])
    features.push({ type: 'Feature', properties, geometry: JSON.parse(shape) as Geometry })
  }

  /** The layers that were brought, the others as `otherwise` has them (empty where it is null). */
  over(otherwise: CityBase | null): CityBase {
    const layer = (name: keyof CityBase): CityBase[keyof CityBase] => {
      const features = this.#features[name]
      if (features === undefined && otherwise !== null) return otherwise[name]
      return { type: 'FeatureCollection', features: features ?? [] }
    }
    return {
      roads: layer('roads'), water: layer('water'), buildings: layer('buildings'), parks: layer('parks'),
      places: layer('places'), railways: layer('railways'),
    }
  }
}
