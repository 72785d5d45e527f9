import type { Feature, FeatureCollection, Geometry } from 'geojson'
import type { ExpressionSpecification, LayerSpecification, SourceSpecification } from 'maplibre-gl'
import { FONTS, PALETTE } from '../../map/basemap/palette.ts'

/** The sources that the editor fills, all GeoJSON. */
export const EDIT_SOURCES = [
  'edit-grids', 'edit-names', 'edit-marked', 'edit-preview', 'edit-findings', 'edit-handles',
] as const
export type EditSource = (typeof EDIT_SOURCES)[number]

export const COLOURS = {
  grid: '#8fe3f5', changed: '#f6b73c', selected: '#ffffff', chosen: '#c4a5ff', preview: '#f6b73c',
  error: '#ff5a5f', warning: '#f7c948', snapVertex: '#34d399', snapEdge: '#5ab0ff',
} as const

export function emptyCollection(): FeatureCollection {
  return { type: 'FeatureCollection', features: [] }
}

export function editSources(): Record<EditSource, SourceSpecification> {
  const source = () => ({ type: 'geojson', data: emptyCollection(), tolerance: 0 }) as const
  return Object.fromEntries(EDIT_SOURCES.map((name) => [name, source()])) as Record<EditSource, SourceSpecification>
}

/** A style's layers without those that begin like one of `hidden`, with the editor's: the grids lie under the names of
 * the basemap, what is being done to them over all. */
export function withEditLayers(layers: readonly LayerSpecification[], hidden: readonly string[]): LayerSpecification[] {
  const kept = layers.filter(({ id }) => !hidden.some((start) => id.startsWith(start)))
  const names = kept.findIndex(({ type }) => type === 'symbol')
  const { grids, work } = editLayers()
  return [...kept.slice(0, names), ...grids, ...kept.slice(names), ...work]
}

/** The grids, each line on a dark casing, so that it is read on any ground; and what is done to them. */
function editLayers(): { grids: LayerSpecification[]; work: LayerSpecification[] } {
  const by = (property: string, ...pairs: string[]) =>
    ['match', ['get', property], ...pairs] as unknown as ExpressionSpecification
  const width = (thin: number, thick: number): ExpressionSpecification =>
    ['interpolate', ['linear'], ['zoom'], 11, thin, 16, thick]
  const marked = by('mark', 'chosen', COLOURS.chosen, COLOURS.selected)
  const severity = by('severity', 'error', COLOURS.error, COLOURS.warning)
  const changed: ExpressionSpecification = ['case', ['get', 'changed'], COLOURS.changed, COLOURS.grid]
  const preview: ExpressionSpecification = ['case', ['get', 'refused'], COLOURS.error, COLOURS.preview]
  const grids: LayerSpecification[] = [
    { id: 'edit-buildings', type: 'fill', source: 'basemap', 'source-layer': 'buildings', minzoom: 14,
      paint: { 'fill-color': PALETTE.building, 'fill-outline-color': '#24405f' } },
    { id: 'edit-fills', type: 'fill', source: 'edit-grids',
      paint: { 'fill-color': changed, 'fill-opacity': ['case', ['get', 'changed'], 0.12, 0.03] } },
    { id: 'edit-casing', type: 'line', source: 'edit-grids', layout: { 'line-join': 'round' },
      paint: { 'line-color': PALETTE.halo, 'line-width': width(2, 5), 'line-opacity': 0.85 } },
    { id: 'edit-lines', type: 'line', source: 'edit-grids', layout: { 'line-join': 'round' },
      paint: { 'line-color': changed, 'line-width': width(0.7, 1.8), 'line-opacity': 0.95 } },
  ]
  const work: LayerSpecification[] = [
    { id: 'edit-names', type: 'symbol', source: 'edit-names', minzoom: 14.2,
      layout: { 'text-field': ['get', 'label'], 'text-font': FONTS, 'text-size': 12, 'text-max-width': 8 },
      paint: { 'text-color': '#d6ecff', 'text-halo-color': PALETTE.halo, 'text-halo-width': 1.6 } },
    { id: 'edit-marked-fill', type: 'fill', source: 'edit-marked',
      paint: { 'fill-color': marked, 'fill-opacity': ['match', ['get', 'mark'], 'chosen', 0.22, 0.1] } },
    { id: 'edit-marked-line', type: 'line', source: 'edit-marked', layout: { 'line-join': 'round' },
      paint: { 'line-color': marked, 'line-width': 2.6 } },
    { id: 'edit-findings-fill', type: 'fill', source: 'edit-findings', filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': severity, 'fill-opacity': 0.14 } },
    { id: 'edit-findings-line', type: 'line', source: 'edit-findings', filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'line-color': severity, 'line-width': 1.4, 'line-dasharray': [3, 2] } },
    { id: 'edit-findings-point', type: 'circle', source: 'edit-findings', filter: ['==', ['geometry-type'], 'Point'],
      paint: { 'circle-color': severity, 'circle-opacity': 0.25, 'circle-radius': 11, 'circle-stroke-color': severity,
        'circle-stroke-width': 2 } },
    { id: 'edit-preview-fill', type: 'fill', source: 'edit-preview',
      paint: { 'fill-color': preview, 'fill-opacity': 0.16 } },
    { id: 'edit-preview-line', type: 'line', source: 'edit-preview', layout: { 'line-join': 'round' },
      paint: { 'line-color': preview, 'line-width': 2.4 } },
    { id: 'edit-handles', type: 'circle', source: 'edit-handles',
      paint: {
        'circle-radius': ['match', ['get', 'kind'], 'vertex', 5, 'middle', 3.2, 9],
        'circle-color': by('kind', 'vertex', '#ffffff', 'middle', COLOURS.grid, 'rgba(0,0,0,0)'),
        'circle-stroke-width': ['match', ['get', 'kind'], ['vertex', 'middle'], 1.6, 2.6],
        'circle-stroke-color': by('kind', 'snapVertex', COLOURS.snapVertex, 'snapEdge', COLOURS.snapEdge, PALETTE.halo),
      } },
  ]
  return { grids, work }
}

export function feature(geometry: Geometry, properties: Record<string, unknown> = {}): Feature {
  return { type: 'Feature', geometry, properties }
}
