import type { Layer } from '@deck.gl/core'
import { MapLibreOverlay } from '@deck.gl/maplibre'
import type { Map } from 'maplibre-gl'
import type { Pick, ScreenPoint } from './pick.ts'

export interface DeckOverlayOptions {
  map: Map
  /** The worker in a slot, by the roster. */
  workerIdOf(slot: number): number
  /** Called when the GPU context was lost and a new overlay stands in its place: layers must be made anew. */
  onRebuilt(): void
}

/**
 * deck.gl above the map in a canvas of its own, so that the basemap sleeps while points move. deck never comes back
 * from a lost GPU context by itself: then this takes the overlay away and puts up a new one.
 */
export class DeckOverlay {
  private overlay: MapLibreOverlay
  private removed = false
  private readonly options: DeckOverlayOptions

  constructor(options: DeckOverlayOptions) {
    this.options = options
    this.overlay = this.putUp()
  }

  setLayers(layers: Layer[]): void {
    this.overlay.setProps({ layers })
  }

  /** What is drawn on top within `radiusPx` of a point, or 'none'. */
  pickAt({ x, y }: ScreenPoint, radiusPx: number): Pick {
    const info = this.overlay.pickObject({ x, y, radius: radiusPx })
    const id = info?.layer?.id ?? ''
    if (info === null || info === undefined || info.index < 0) return { type: 'none' }
    if (id === 'workers') return { type: 'worker', slot: info.index, workerId: this.options.workerIdOf(info.index) }
    if (id === 'cases') return { type: 'case', id: info.object.id }
    if (id.startsWith('alarms-')) return { type: 'alarm', id: info.object.id }
    if (id === 'cameras') return { type: 'camera', id: info.object }
    if (id === 'devices') return { type: 'device', id: info.object }
    if (id === 'heat') return { type: 'cell', cell: info.object }
    return { type: 'none' }
  }

  remove(): void {
    this.removed = true
    this.options.map.removeControl(this.overlay)
  }

  private putUp(): MapLibreOverlay {
    const { map } = this.options
    const overlay: MapLibreOverlay = new MapLibreOverlay({
      interleaved: false,
      layers: [],
      // A kept drawing buffer costs a copy of the whole screen per frame; the layers smooth their edges themselves.
      deviceProps: {
        type: 'webgl',
        webgl: { preserveDrawingBuffer: false, antialias: false, powerPreference: 'high-performance' },
      },
      getCursor: () => map.getCanvas().style.cursor,
      onHover: (info) => {
        map.getCanvas().style.cursor = info.picked ? 'pointer' : ''
      },
      onDeviceInitialized: (device) => {
        void device.lost.then(() => {
          if (!this.removed && overlay === this.overlay) this.rebuild()
        })
      },
      onError: (error, layer) => console.error(`Drawing ${layer?.id ?? 'the map'} failed.`, error),
    })
    map.addControl(overlay)
    return overlay
  }

  private rebuild(): void {
    const old = this.overlay
    this.overlay = this.putUp()
    try {
      this.options.map.removeControl(old)
    } catch {
      // Freeing what a lost context held can fail; the browser has freed it already.
    }
    this.options.onRebuilt()
  }
}
