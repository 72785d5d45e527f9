import type { ExpressionSpecification, FilterSpecification, LayerSpecification, SourceSpecification } from 'maplibre-gl'
import { FINDING_KINDS } from '../../../server/contract/api/boundaries.ts'
import { PALETTE } from '../../map/basemap/palette.ts'
import { emptyCollection } from '../edit/editor-layers.ts'
import { KIND_COLOURS } from './finding-colours.ts'

/** The sources that the report fills, all GeoJSON. */
export const REPORT_SOURCES = ['report-findings', 'report-dots', 'report-cases', 'report-marked'] as const
export type ReportSource = (typeof REPORT_SOURCES)[number]

/** Layers that a click asks, all with an `id` of what they show. */
export const FINDING_PICK_LAYERS = ['report-fills', 'report-lines', 'report-dots']
export const CASE_PICK_LAYERS = ['report-cases']

export const CASE_COLOUR = '#f6b73c'
/** Nearer than this, shapes are seen without their dots. */
const SHAPES_ZOOM = 16

export function reportSources(): Record<ReportSource, SourceSpecification> {
  const source = (): SourceSpecification => ({ type: 'geojson', data: emptyCollection(), tolerance: 0 })
  return Object.fromEntries(REPORT_SOURCES.map((name) => [name, source()])) as Record<ReportSource, SourceSpecification>
}

/** A style's layers with those of the report: shapes under the names of the basemap, dots and marks over all. */
export function withReportLayers(layers: readonly LayerSpecification[]): LayerSpecification[] {
  const kept = layers.filter(({ id }) => id !== 'buildings')
  const names = kept.findIndex(({ type }) => type === 'symbol')
  return [...kept.slice(0, names), ...shapeLayers(), ...kept.slice(names), ...dotLayers()]
}

const colour = [
  'match', ['get', 'kind'], ...FINDING_KINDS.flatMap((kind) => [kind, KIND_COLOURS[kind]]), '#ffffff',
] as unknown as ExpressionSpecification
const shape = (...types: string[]): FilterSpecification => ['in', ['geometry-type'], ['literal', types]]
const AREAS = shape('Polygon', 'MultiPolygon')
const width = (thin: number, thick: number): ExpressionSpecification =>
  ['interpolate', ['linear'], ['zoom'], 10, thin, 17, thick]

function shapeLayers(): LayerSpecification[] {
  // what is said of a whole grid, such as that nobody works there, must not hide what is wrong inside it
  const opacity: ExpressionSpecification = ['match', ['get', 'kind'], ['no-worker', 'no-grid'], 0.1, 0.42]
  return [
    { id: 'report-fills', type: 'fill', source: 'report-findings', filter: AREAS,
      paint: { 'fill-color': colour, 'fill-opacity': opacity } },
    { id: 'report-casing', type: 'line', source: 'report-findings', filter: shape('LineString', 'MultiLineString'),
      layout: { 'line-join': 'round', 'line-cap': 'round' },
      paint: { 'line-color': PALETTE.halo, 'line-width': width(3, 7), 'line-opacity': 0.8 } },
    { id: 'report-lines', type: 'line', source: 'report-findings',
      filter: ['!', shape('Point', 'MultiPoint')] as FilterSpecification,
      layout: { 'line-join': 'round', 'line-cap': 'round' }, paint: { 'line-color': colour, 'line-width': width(1, 2.4) } },
    { id: 'report-marked-fill', type: 'fill', source: 'report-marked', filter: AREAS,
      paint: { 'fill-color': '#ffffff', 'fill-opacity': 0.16 } },
    { id: 'report-marked-line', type: 'line', source: 'report-marked',
      filter: ['!', shape('Point', 'MultiPoint')] as FilterSpecification, layout: { 'line-join': 'round' },
      paint: { 'line-color': '#ffffff', 'line-width': width(2, 3.4) } },
  ]
}

function dotLayers(): LayerSpecification[] {
  // a shape's dot fades where the shape itself can be seen; a point's stays
  const faded: ExpressionSpecification = [
    'interpolate', ['linear'], ['zoom'],
    SHAPES_ZOOM - 1, 0.95, SHAPES_ZOOM + 0.5, ['case', ['get', 'point'], 0.95, 0],
  ]
  return [
    { id: 'report-dots', type: 'circle', source: 'report-dots',
      paint: { 'circle-color': colour, 'circle-radius': width(3.2, 6), 'circle-opacity': faded,
        'circle-stroke-color': PALETTE.halo, 'circle-stroke-width': 1, 'circle-stroke-opacity': faded } },
    { id: 'report-cases', type: 'circle', source: 'report-cases',
      paint: { 'circle-color': CASE_COLOUR, 'circle-radius': width(3.6, 7), 'circle-stroke-color': PALETTE.halo,
        'circle-stroke-width': 1.2 } },
    { id: 'report-marked-point', type: 'circle', source: 'report-marked', filter: shape('Point', 'MultiPoint'),
      paint: { 'circle-color': 'rgba(0,0,0,0)', 'circle-radius': 13, 'circle-stroke-color': '#ffffff',
        'circle-stroke-width': 2.4 } },
  ]
}
