import type { StyleSpecification } from 'maplibre-gl'
import type { CityRecord } from '../../server/contract/api/city.ts'
import type { Language } from '../language/language.ts'
import { gridLayers, gridNameLayers } from './basemap/grid-layers.ts'
import { buildingLayers, groundLayers, railwayLayers } from './basemap/ground-layers.ts'
import { areaPoints, labelLayers } from './basemap/label-layers.ts'
import { roadLayers } from './basemap/road-layers.ts'

export interface BasemapStyleOptions {
  city: CityRecord
  language: Language
  /** 1 on a screen of 1920×1080, 2 at 3840×2160: texts and lines keep their share of the screen. */
  scale: number
  /** The page's own origin: MapLibre's worker cannot resolve an address without one. */
  origin: string
}

/**
 * The dark style over the city's own vector tiles. It has no `glyphs` and no `sprite`, so nothing is ever fetched from
 * elsewhere: texts are drawn from the machine's fonts. Never swapped at run time; switches change single properties.
 */
export function basemapStyle({ city, language, scale, origin }: BasemapStyleOptions): StyleSpecification {
  const [west, south, east, north] = city.bounds
  return {
    version: 8,
    name: 'gridwall-dark',
    transition: { duration: 200, delay: 0 },
    light: { anchor: 'viewport', color: '#bcd7ff', intensity: 0.28, position: [1.3, 210, 40] },
    sources: {
      basemap: {
        type: 'vector', tiles: [`${origin}/tiles/basemap/{z}/{x}/{y}.pbf`], minzoom: 5, maxzoom: 16,
        // the river comes from beyond the city and goes on
        bounds: [west - east + west, south - north + south, east + east - west, north + north - south],
        attribution: city.simulated ? '模拟城市 Simulated city' : '',
      },
      grids: {
        type: 'vector', tiles: [`${origin}/tiles/grids/${city.gridVersionId}/{z}/{x}/{y}.pbf`], minzoom: 5, maxzoom: 16,
        bounds: city.bounds,
      },
      areas: { type: 'geojson', data: areaPoints(city.areas) },
    },
    layers: [
      ...groundLayers(scale),
      ...railwayLayers(scale),
      ...roadLayers(scale),
      ...gridLayers(scale),
      ...buildingLayers(scale),
      ...gridNameLayers(scale, language),
      ...labelLayers(scale, language),
    ],
  }
}
