import type { CityRecord } from '../../server/contract/api/city.ts'
import type { Language } from '../language/language.ts'
import type { LiveStore } from '../live/live-store.ts'
import type { WorkerSlots } from '../live/worker-slots.ts'
import type { LayerSwitches } from './layer-switches.ts'
import type { Pick, ScreenPoint } from './pick.ts'

export interface InterestBox {
  west: number
  south: number
  east: number
  north: number
}

export interface MapView {
  center?: [lng: number, lat: number]
  zoom?: number
  pitch?: number
  bearing?: number
}

export interface CityMapOptions {
  container: HTMLElement
  city: CityRecord
  store: LiveStore
  slots: WorkerSlots
  language: Language
  layers: LayerSwitches
  theme: 'dark'
  onPick(pick: Pick, screenPoint: ScreenPoint): void
  /** Told when the camera has come to rest, and once at the start. */
  onMove?(interestBox: InterestBox): void
  /** The map cannot go on by itself: its GPU context has not come back within five seconds, or its worker is gone, as
   * after the server was given a newer build. A new start of the page helps. */
  onBroken?(): void
  /** Where to look first; the whole city unless given. */
  view?: MapView
  /** Zoom levels nearer than the view of the whole city to begin with, where `view` has no zoom: a tilted city is less
   * high on the screen than a flat one. */
  closer?: number
  /** Pixels covered by panels: the city is centred in what is left. */
  padding?: { top: number; right: number; bottom: number; left: number }
  /** 1 for a desk; a wall of 3840×2160 has 2. */
  scale?: number
  maxFps?: number
}
