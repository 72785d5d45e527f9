import type { LngLatBoundsLike, MapOptions } from 'maplibre-gl'
import type { CityRecord } from '../../server/contract/api/city.ts'
import { largestCanvas } from './largest-canvas.ts'

/** A map to work on rather than to look at: from above, north up, the whole city in view. */
export function flatMapOptions(city: CityRecord): Omit<MapOptions, 'container' | 'style'> {
  const largest = largestCanvas()
  return {
    bounds: city.bounds as LngLatBoundsLike,
    fitBoundsOptions: { padding: 24 },
    minZoom: 7,
    maxZoom: 21,
    pitchWithRotate: false,
    dragRotate: false,
    touchPitch: false,
    renderWorldCopies: false,
    attributionControl: { compact: false },
    refreshExpiredTiles: false,
    maxCanvasSize: [largest, largest],
  }
}
