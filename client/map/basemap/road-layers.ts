import type { FilterSpecification, LayerSpecification } from 'maplibre-gl'
import { atZoom, zoomed } from './ground-layers.ts'
import { PALETTE } from './palette.ts'

interface RoadStyle {
  class: string
  colour: string
  minzoom: number
  widths: [zoom: number, pixels: number][]
}

/** From the least to the greatest: later ones lie above. */
const ROADS: RoadStyle[] = [
  {
    class: 'lane', colour: PALETTE.lane, minzoom: 13.5,
    widths: [[13.5, 0.5], [16, 3], [19, 16]],
  },
  {
    class: 'tertiary', colour: PALETTE.tertiary, minzoom: 12,
    widths: [[12, 0.6], [14, 1.8], [16, 5], [19, 26]],
  },
  {
    class: 'secondary', colour: PALETTE.secondary, minzoom: 10,
    widths: [[10, 0.5], [12, 1.1], [14, 2.8], [16, 7], [19, 34]],
  },
  {
    class: 'arterial', colour: PALETTE.arterial, minzoom: 8,
    widths: [[8, 0.4], [11, 1.1], [13, 2.4], [16, 10], [19, 44]],
  },
  {
    class: 'expressway', colour: PALETTE.expressway, minzoom: 6,
    widths: [[7, 0.5], [10, 1.3], [13, 3.2], [16, 12], [19, 52]],
  },
]

/** Roads by class, with a dark casing once they are wide enough and a faint glow under expressways. */
export function roadLayers(scale: number): LayerSpecification[] {
  const of = (name: string) => ({
    source: 'basemap', 'source-layer': 'roads', filter: ['==', ['get', 'class'], name] as FilterSpecification,
    layout: { 'line-cap': 'round', 'line-join': 'round' } as const,
  })
  const glow: LayerSpecification = {
    id: 'road-glow', type: 'line', ...of('expressway'),
    paint: {
      'line-color': PALETTE.expresswayGlow,
      'line-width': zoomed(scale, [7, 3], [10, 7], [13, 14], [16, 28]),
      'line-blur': zoomed(scale, [7, 3], [10, 6], [13, 12], [16, 22]),
      'line-opacity': ['interpolate', ['linear'], ['zoom'], atZoom(scale, 9), 0.34, atZoom(scale, 15), 0.16],
    },
  }
  const layers = [glow]
  for (const { class: name, widths, minzoom } of ROADS) {
    layers.push({
      id: `road-casing-${name}`, type: 'line', ...of(name), minzoom: atZoom(scale, Math.max(minzoom, 12)),
      paint: {
        'line-color': PALETTE.casing,
        'line-width': zoomed(scale, ...widths.map(([zoom, pixels]): [number, number] => [zoom, pixels + 1.6])),
        'line-opacity': 0.9,
      },
    })
  }
  for (const { class: name, colour, widths, minzoom } of ROADS) {
    layers.push({
      id: `road-${name}`, type: 'line', ...of(name), minzoom: atZoom(scale, minzoom),
      paint: { 'line-color': colour, 'line-width': zoomed(scale, ...widths) },
    })
  }
  return layers
}
