import type { FilterSpecification, LayerSpecification } from 'maplibre-gl'
import type { LayerSwitches } from '../layer-switches.ts'
import { atZoom, zoomed } from './ground-layers.ts'
import { FONTS, PALETTE } from './palette.ts'
import type { Language } from '../../language/language.ts'

const areas = (level: string) => ({
  source: 'grids', 'source-layer': 'areas', filter: ['==', ['get', 'level'], level] as FilterSpecification,
})
const grids = (layer: string) => ({
  source: 'grids', 'source-layer': 'grids', filter: ['==', ['get', 'layer'], layer] as FilterSpecification,
})

/** Which switch shows which of these layers; those of the selection are always on. */
export const SWITCH_OF_LAYER: Record<string, keyof LayerSwitches> = {
  'district-glow': 'grids',
  districts: 'grids',
  streets: 'grids',
  communities: 'grids',
  'community-grids': 'grids',
  'community-grid-names': 'grids',
  'street-grids': 'streetGrids',
  'street-grid-names': 'streetGrids',
  'exclusive-grid-fills': 'exclusiveGrids',
  'exclusive-grids': 'exclusiveGrids',
  'exclusive-grid-names': 'exclusiveGrids',
  buildings: 'buildings',
}

/** Layers that a click on the ground asks for the grid under it, the most special first. */
export const GRID_PICK_LAYERS = ['exclusive-grid-fills', 'street-grid-picks', 'community-grid-picks'] as const

/** Outlines of areas and grids. The nearer the map, the finer the level: district, street, community, grid. */
export function gridLayers(scale: number): LayerSpecification[] {
  const fadeIn = (from: number, full: number, opacity: number): ['interpolate', ['linear'], ['zoom'], ...number[]] =>
    ['interpolate', ['linear'], ['zoom'], atZoom(scale, from), 0, atZoom(scale, full), opacity]
  const invisible = { 'fill-color': '#000000', 'fill-opacity': 0 } as const
  return [
    { id: 'community-grid-picks', type: 'fill', ...grids('community'), minzoom: 11, paint: invisible },
    { id: 'street-grid-picks', type: 'fill', ...grids('street'), minzoom: 11, paint: invisible,
      layout: { visibility: 'none' } },
    {
      id: 'community-grids', type: 'line', ...grids('community'), minzoom: atZoom(scale, 13),
      paint: { 'line-color': PALETTE.grid, 'line-width': 0.9 * scale, 'line-opacity': fadeIn(13, 14.5, 0.75),
        'line-dasharray': [4, 2] },
    },
    {
      id: 'communities', type: 'line', ...areas('community'), minzoom: atZoom(scale, 11.5),
      paint: { 'line-color': PALETTE.community, 'line-width': zoomed(scale, [11.5, 0.7], [16, 1.8]),
        'line-opacity': fadeIn(11.5, 13, 0.7) },
    },
    {
      id: 'streets', type: 'line', ...areas('street'), minzoom: atZoom(scale, 9.5),
      paint: { 'line-color': PALETTE.street, 'line-width': zoomed(scale, [9.5, 0.7], [13, 1.4], [16, 2.4]),
        'line-opacity': fadeIn(9.5, 11.5, 0.55) },
    },
    {
      // Fifteen kinds lie on top of each other: each may only be a breath.
      id: 'exclusive-grid-fills', type: 'fill', ...grids('exclusive'), layout: { visibility: 'none' },
      paint: { 'fill-color': PALETTE.exclusiveGrid, 'fill-opacity': 0.014 },
    },
    {
      id: 'exclusive-grids', type: 'line', ...grids('exclusive'), layout: { visibility: 'none' },
      paint: { 'line-color': PALETTE.exclusiveGrid, 'line-width': 1 * scale, 'line-opacity': 0.55 },
    },
    {
      id: 'street-grids', type: 'line', ...grids('street'), layout: { visibility: 'none' },
      paint: { 'line-color': PALETTE.streetGrid, 'line-width': zoomed(scale, [9, 0.7], [14, 1.5]), 'line-opacity': 0.7,
        'line-dasharray': [2, 1.5] },
    },
    {
      id: 'district-glow', type: 'line', ...areas('district'),
      paint: { 'line-color': PALETTE.district, 'line-width': zoomed(scale, [8, 5], [13, 9]),
        'line-blur': zoomed(scale, [8, 5], [13, 9]), 'line-opacity': 0.3 },
    },
    {
      id: 'districts', type: 'line', ...areas('district'),
      paint: { 'line-color': PALETTE.district, 'line-width': zoomed(scale, [8, 0.9], [13, 1.8], [16, 2.8]),
        'line-opacity': ['interpolate', ['linear'], ['zoom'], atZoom(scale, 9), 0.75, atZoom(scale, 15), 0.45] },
    },
    {
      id: 'grid-selected', type: 'line', source: 'grids', 'source-layer': 'grids', filter: ['==', ['get', 'id'], -1],
      paint: { 'line-color': '#ffffff', 'line-width': 2.4 * scale, 'line-opacity': 0.95 },
    },
  ]
}

/** Names of grids along their outlines, close up. */
export function gridNameLayers(scale: number, language: Language): LayerSpecification[] {
  const names = (id: string, layer: string, colour: string, minzoom: number, hidden: boolean): LayerSpecification => ({
    id, type: 'symbol', ...grids(layer), minzoom: atZoom(scale, minzoom),
    layout: {
      'text-field': nameField(language), 'text-font': FONTS, 'text-size': 11 * scale, 'symbol-placement': 'line',
      'symbol-spacing': 420 * scale, 'text-offset': [0, 0.9], 'text-max-angle': 30,
      visibility: hidden ? 'none' : 'visible',
    },
    paint: {
      'text-color': colour, 'text-halo-color': PALETTE.halo, 'text-halo-width': 1.4 * scale, 'text-opacity': 0.9,
    },
  })
  return [
    names('community-grid-names', 'community', PALETTE.community, 15, false),
    names('street-grid-names', 'street', PALETTE.streetGrid, 13, true),
    names('exclusive-grid-names', 'exclusive', PALETTE.exclusiveGrid, 13, true),
  ]
}

/** The name of a feature in a language, the Chinese one where there is no other. */
export function nameField(language: Language): ['coalesce', ...['get', string][]] | ['get', string] {
  return language === 'en' ? ['coalesce', ['get', 'name_en'], ['get', 'name']] : ['get', 'name']
}
