import { DEFAULT_LAYERS, type LayerSwitches, layersOfSearch } from '../map/layer-switches.ts'
import type { MapView } from '../map/city-map-options.ts'

export const HEAT_PERIODS = { '24h': 24 * 3_600_000, '7d': 7 * 24 * 3_600_000 } as const
export type HeatPeriod = keyof typeof HEAT_PERIODS

/** What a wall shows, as its address says: `?layers=workers,cases&center=lng,lat&zoom=&pitch=&bearing=&heat=24h|7d`. */
export interface WallSettings {
  layers: LayerSwitches
  view: MapView
  heatPeriod: HeatPeriod
}

/** Reads a wall's address. A part that is missing or makes no sense is left to its default: a wall has no keyboard. */
export function wallSettings(search: string): WallSettings {
  const parameters = new URLSearchParams(search)
  const view: MapView = {}
  const [lng, lat, ...rest] = (parameters.get('center') ?? '').split(',').map(Number)
  if (rest.length === 0 && Math.abs(lng) <= 180 && Math.abs(lat) <= 85 && lng !== 0) view.center = [lng, lat]
  const within = (name: string, low: number, high: number) => {
    const text = parameters.get(name)
    const value = text === null || text.trim() === '' ? NaN : Number(text)
    return value >= low && value <= high ? value : undefined
  }
  view.zoom = within('zoom', 4, 20)
  view.pitch = within('pitch', 0, 65)
  view.bearing = within('bearing', -180, 360)
  return {
    layers: layersOfSearch(search, DEFAULT_LAYERS),
    view: Object.fromEntries(Object.entries(view).filter(([, value]) => value !== undefined)),
    heatPeriod: parameters.get('heat') === '7d' ? '7d' : '24h',
  }
}
