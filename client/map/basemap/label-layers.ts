import type { FeatureCollection, Point } from 'geojson'
import type { LayerSpecification } from 'maplibre-gl'
import type { AreaRecord } from '../../../server/contract/api/city.ts'
import type { Language } from '../../language/language.ts'
import { nameField } from './grid-layers.ts'
import { atZoom } from './ground-layers.ts'
import { FONTS, PALETTE } from './palette.ts'

/** Layers whose text follows the language. */
export const NAME_LAYERS = [
  'road-names', 'water-names', 'place-names', 'community-names', 'street-names',
  'community-grid-names', 'street-grid-names', 'exclusive-grid-names',
] as const

/** One point a street and community, to hang its name on: in tiles a polygon's name would stand once a tile. */
export function areaPoints(areas: readonly AreaRecord[]): FeatureCollection<Point> {
  return {
    type: 'FeatureCollection',
    features: areas
      .filter(({ level }) => level === 'street' || level === 'community')
      .map(({ level, name, nameEn, lng, lat }) => ({
        type: 'Feature',
        properties: { level, name, name_en: nameEn },
        geometry: { type: 'Point', coordinates: [lng, lat] },
      })),
  }
}

/** Names of roads, waters, places, communities and streets. Those of districts stand above all that moves, see
 * area-name-layer.ts. */
export function labelLayers(scale: number, language: Language): LayerSpecification[] {
  const halo = { 'text-halo-color': PALETTE.halo, 'text-halo-width': 1.5 * scale }
  const area = (id: string, level: string, minzoom: number, maxzoom: number, size: number): LayerSpecification => ({
    id, type: 'symbol', source: 'areas', filter: ['==', ['get', 'level'], level],
    minzoom: atZoom(scale, minzoom), maxzoom: atZoom(scale, maxzoom),
    layout: {
      'text-field': nameField(language), 'text-font': FONTS, 'text-size': size * scale, 'text-letter-spacing': 0.08,
      'text-max-width': 10, 'text-padding': 6 * scale,
    },
    paint: { 'text-color': PALETTE.labelMinor, ...halo, 'text-opacity': 0.9 },
  })
  return [
    {
      id: 'road-names', type: 'symbol', source: 'basemap', 'source-layer': 'roads', minzoom: atZoom(scale, 12.5),
      filter: [
        'any', ['in', ['get', 'class'], ['literal', ['expressway', 'arterial']]], ['>=', ['zoom'], atZoom(scale, 14.5)],
      ],
      layout: {
        'text-field': nameField(language), 'text-font': FONTS, 'symbol-placement': 'line',
        'text-size': 11 * scale, 'symbol-spacing': 380 * scale, 'text-max-angle': 30, 'text-letter-spacing': 0.05,
      },
      paint: { 'text-color': PALETTE.labelMinor, ...halo },
    },
    {
      id: 'water-names', type: 'symbol', source: 'basemap', 'source-layer': 'places', minzoom: atZoom(scale, 9),
      filter: ['in', ['get', 'class'], ['literal', ['river', 'lake', 'canal']]],
      layout: {
        'text-field': nameField(language), 'text-font': FONTS, 'text-size': 13 * scale, 'text-letter-spacing': 0.4,
      },
      paint: { 'text-color': PALETTE.labelWater, ...halo },
    },
    {
      id: 'place-names', type: 'symbol', source: 'basemap', 'source-layer': 'places', minzoom: atZoom(scale, 13),
      // Districts and streets hang on the points of the city's record, which are inside their areas.
      filter: ['!', ['in', ['get', 'class'], ['literal', ['river', 'lake', 'canal', 'district', 'street']]]],
      layout: { 'text-field': nameField(language), 'text-font': FONTS, 'text-size': 11 * scale, 'text-max-width': 8 },
      paint: {
        'text-color': ['match', ['get', 'class'], 'park', PALETTE.labelPark, PALETTE.labelMinor], ...halo,
      },
    },
    area('community-names', 'community', 14, 17, 11.5),
    area('street-names', 'street', 12.8, 15.2, 13),
  ]
}
