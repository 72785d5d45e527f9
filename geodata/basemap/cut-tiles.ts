import GeoJSONVT from 'geojson-vt'
import type { Feature, FeatureCollection, Geometry } from 'geojson'
import { createRequire } from 'node:module'
import type { Area, CityBase, Grid } from '../city/city.ts'

const { fromGeojsonVt } = createRequire(import.meta.url)('vt-pbf') as {
  fromGeojsonVt(layers: Record<string, unknown>, options: { version: number; extent: number }): Uint8Array
}

const EXTENT = 4096
/** The finest tiles; the map draws closer zooms from them. */
const MAX_ZOOM = 16

type Layers = Record<string, { features: Feature[]; minZoom: (feature: Feature) => number }>

/** Vector tiles of several layers. A feature is in the tiles from its own zoom on, so that far tiles stay small. */
export class LayeredTiles {
  /** What is not yet indexed; an index holds the geometry a second time, so that the first is let go. */
  readonly #layers: Layers
  readonly #names: readonly string[]
  /** By layer, then by smallest zoom of the features in it: an index of those. */
  readonly #indexes = new Map<string, { minZoom: number; index: GeoJSONVT }[]>()

  constructor(layers: Layers) {
    this.#layers = { ...layers }
    this.#names = Object.keys(layers)
  }

  /** The tile as MVT, or null where it is empty. */
  tile(z: number, x: number, y: number): Uint8Array | null {
    const parts: Record<string, unknown> = {}
    for (const name of this.#names) {
      const features: unknown[] = []
      for (const { minZoom, index } of this.#indexesOf(name)) {
        if (z < minZoom) continue
        const cut = index.getTile(z, x, y)
        if (cut !== null) features.push(...cut.features)
      }
      if (features.length > 0) parts[name] = { features }
    }
    return Object.keys(parts).length === 0 ? null : fromGeojsonVt(parts, { version: 2, extent: EXTENT })
  }

  /** Made when first asked for: a wall that never shows buildings never pays for them. */
  #indexesOf(name: string): { minZoom: number; index: GeoJSONVT }[] {
    const known = this.#indexes.get(name)
    if (known !== undefined) return known
    const { features, minZoom } = this.#layers[name]
    const byZoom = new Map<number, Feature[]>()
    for (const feature of features) {
      const zoom = minZoom(feature)
      const list = byZoom.get(zoom)
      if (list === undefined) byZoom.set(zoom, [feature])
      else list.push(feature)
    }
    const indexes = [...byZoom].sort(([a], [b]) => a - b).map(([zoom, own]) => {
      const collection: FeatureCollection = { type: 'FeatureCollection', features: own }
      const options = { maxZoom: MAX_ZOOM, indexMaxZoom: 4, indexMaxPoints: 0, tolerance: 3, extent: EXTENT, buffer: 96 }
      return { minZoom: zoom, index: new GeoJSONVT(collection, options) }
    })
    this.#indexes.set(name, indexes)
    delete this.#layers[name]
    return indexes
  }
}

const ROAD_ZOOM: Record<string, number> = { expressway: 6, arterial: 8, secondary: 10, tertiary: 12, lane: 13 }
const PLACE_ZOOM: Record<string, number> = { river: 9, district: 8, street: 11, park: 13, hospital: 14, school: 14, market: 14 }
const TALL_M = 60
/** Waters of this extent are on the far map whatever they are called: two kilometres. */
const FAR_WATER_DEG = 0.02

/** The basemap of a city: layers roads, water, buildings, parks, places, railways. */
export class Basemap extends LayeredTiles {
  constructor(base: CityBase) {
    super({
      water: { features: base.water.features, minZoom: (water) => (isSeenFromFar(water) ? 5 : 11) },
      parks: { features: base.parks.features, minZoom: () => 10 },
      railways: { features: base.railways.features, minZoom: () => 9 },
      roads: { features: base.roads.features, minZoom: ({ properties }) => ROAD_ZOOM[properties!.class] ?? 14 },
      buildings: { features: base.buildings.features, minZoom: ({ properties }) => (properties!.height >= TALL_M ? 12 : 13) },
      places: { features: base.places.features, minZoom: ({ properties }) => PLACE_ZOOM[properties!.class] ?? 13 },
    })
  }
}

function isSeenFromFar({ properties, geometry }: Feature): boolean {
  return properties!.class === 'river' || extentDeg(geometry) >= FAR_WATER_DEG
}

/** The longer side of the box around a geometry. */
function extentDeg(geometry: Geometry): number {
  const [low, high] = [[Infinity, Infinity], [-Infinity, -Infinity]]
  const take = (part: unknown): void => {
    if (!Array.isArray(part)) return
    if (typeof part[0] !== 'number') return part.forEach(take)
    for (const axis of [0, 1]) {
      low[axis] = Math.min(low[axis], part[axis])
      high[axis] = Math.max(high[axis], part[axis])
    }
  }
  take('coordinates' in geometry ? geometry.coordinates : [])
  return Math.max(high[0] - low[0], high[1] - low[1])
}

const AREA_ZOOM: Record<string, number> = { city: 5, district: 7, street: 9, community: 11 }

/** What a tile shows of an area and of a grid. */
export type AreaOutline = Pick<Area, 'level' | 'code' | 'name' | 'nameEn' | 'boundary'>
export type GridOutline = Pick<Grid, 'layer' | 'id' | 'code' | 'name' | 'nameEn' | 'boundary'>

/** The outlines of areas and grids: layers 'areas' {level, code, name, name_en} and 'grids' {layer, id, code, name, name_en}. */
export function cutGridTiles(areas: readonly AreaOutline[], grids: readonly GridOutline[]): LayeredTiles {
  return new LayeredTiles({
    areas: {
      features: areas.map(({ level, code, name, nameEn, boundary }) => ({
        type: 'Feature', properties: { level, code, name, name_en: nameEn }, geometry: boundary,
      })),
      minZoom: ({ properties }) => AREA_ZOOM[properties!.level],
    },
    grids: {
      features: grids.map(({ layer, id, code, name, nameEn, boundary }) => ({
        type: 'Feature', properties: { layer, id, code, name, name_en: nameEn }, geometry: boundary,
      })),
      minZoom: ({ properties }) => (properties!.layer === 'community' ? 12 : 11),
    },
  })
}
