import type { LayerSpecification } from 'maplibre-gl'
import { PALETTE } from './palette.ts'

const basemap = (layer: string) => ({ source: 'basemap', 'source-layer': layer }) as const

/** Land, water and parks: the lowest layers. `scale` widens lines for a screen of more pixels. */
export function groundLayers(scale: number): LayerSpecification[] {
  return [
    { id: 'background', type: 'background', paint: { 'background-color': PALETTE.outside } },
    {
      id: 'land', type: 'fill', source: 'grids', 'source-layer': 'areas',
      // An imported city may have no districts.
      filter: ['in', ['get', 'level'], ['literal', ['city', 'district']]],
      paint: { 'fill-color': PALETTE.land, 'fill-antialias': false },
    },
    { id: 'parks', type: 'fill', ...basemap('parks'), paint: { 'fill-color': PALETTE.park, 'fill-opacity': 0.9 } },
    {
      id: 'water', type: 'fill', ...basemap('water'), filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': PALETTE.water },
    },
    {
      id: 'water-edge', type: 'line', ...basemap('water'),
      paint: {
        'line-color': PALETTE.waterEdge,
        'line-width': zoomed(scale, [9, 0.4], [13, 1.1], [17, 2]),
        'line-opacity': 0.65,
        'line-blur': 0.6 * scale,
      },
    },
  ]
}

/** Buildings, flat from above and standing once the map is tilted. */
export function buildingLayers(scale: number): LayerSpecification[] {
  const [from, full] = [atZoom(scale, 12.5), atZoom(scale, 13.5)]
  return [
    {
      id: 'buildings', type: 'fill-extrusion', ...basemap('buildings'), minzoom: from,
      paint: {
        'fill-extrusion-color': [
          'interpolate', ['linear'], ['get', 'height'], 0, PALETTE.building, 120, PALETTE.buildingHigh,
        ],
        'fill-extrusion-height': ['interpolate', ['linear'], ['zoom'], from, 0, full, ['get', 'height']],
        'fill-extrusion-opacity': ['interpolate', ['linear'], ['zoom'], from, 0, full, 0.82],
        'fill-extrusion-vertical-gradient': true,
      },
    },
  ]
}

/** Railways: thin, dashed, above the ground and below the roads. */
export function railwayLayers(scale: number): LayerSpecification[] {
  return [
    {
      id: 'railways', type: 'line', ...basemap('railways'), minzoom: atZoom(scale, 9.5),
      paint: {
        'line-color': PALETTE.railway,
        'line-width': zoomed(scale, [10, 0.8], [14, 2], [17, 4]),
        'line-dasharray': [3, 2],
      },
    },
  ]
}

type Zoomed = ['interpolate', ['exponential', number], ['zoom'], ...number[]]

/** A width in pixels by zoom, times `scale`; grows as the ground does. A screen of twice the pixels shows the same
 * ground a level nearer, so zooms are meant for a scale of 1 and move with it. */
export function zoomed(scale: number, ...stops: [zoom: number, pixels: number][]): Zoomed {
  return [
    'interpolate', ['exponential', 1.5], ['zoom'],
    ...stops.flatMap(([zoom, pixels]) => [atZoom(scale, zoom), pixels * scale]),
  ]
}

/** The zoom at which a screen of `scale` shows what one of scale 1 shows at `zoom`. */
export function atZoom(scale: number, zoom: number): number {
  return zoom + Math.log2(scale)
}
