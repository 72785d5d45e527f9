import 'maplibre-gl/dist/maplibre-gl.css'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import { type ErrorEvent as MapError, type LngLatBoundsLike, Map, type MapMouseEvent, setWorkerUrl } from 'maplibre-gl'
import type { CameraColumns, DeviceColumns } from '../../server/contract/api/city.ts'
import type { CaseSummary } from '../../server/contract/api/cases.ts'
import type { ShiftSummary } from '../../server/contract/api/tracks.ts'
import { getJson } from '../api/fetch-json.ts'
import { type Language, nameOf } from '../language/language.ts'
import type { LiveState } from '../live/live-store.ts'
import { GRID_PICK_LAYERS, SWITCH_OF_LAYER, nameField } from './basemap/grid-layers.ts'
import { NAME_LAYERS } from './basemap/label-layers.ts'
import { basemapStyle } from './basemap-style.ts'
import type { CityMapOptions, MapView } from './city-map-options.ts'
import { DeckOverlay } from './deck-overlay.ts'
import { FrameLoop } from './frame-loop.ts'
import { largestCanvas } from './largest-canvas.ts'
import type { LayerSwitches } from './layer-switches.ts'
import type { Heat } from './layers/heat-layer.ts'
import { NO_PICK, type Pick, type ScreenPoint } from './pick.ts'
import { placeOf } from './place-of.ts'
import { ripplesOf } from './ripples-of.ts'
import { Scene } from './scene.ts'

setWorkerUrl(workerUrl)

const CASES_EVERY_MS = 400
const PATIENCE_MS = 5000
/** Colours of overdue cases depend on the time alone, so a resting map looks again now and then. */
const LOOK_AGAIN_MS = 20_000

/** The map, a plain object outside React: one for the life of a page. Pages give it commands; it reads the live store
 * and the slots by itself. */
export class CityMap {
  private readonly map: Map
  private readonly overlay: DeckOverlay
  private readonly scene: Scene
  private readonly loop: FrameLoop
  private readonly options: CityMapOptions
  private readonly scale: number
  private readonly aborter = new AbortController()
  private language: Language
  private selection: Pick = NO_PICK
  private caseFilter: ((record: CaseSummary) => boolean) | null = null
  private seenCases: LiveState['cases'] | null = null
  private seenFilter: ((record: CaseSummary) => boolean) | null = null
  private casesAtMs = -Infinity
  private styleReady = false
  /** The zoom at which the whole city is in view. */
  private cityZoom = 0
  private brokenTimer: ReturnType<typeof setTimeout> | undefined

  constructor(options: CityMapOptions) {
    const { container, city, store, slots, language, layers, view = {}, padding, scale = 1, maxFps = 60 } = options
    this.options = options
    this.language = language
    this.scale = scale
    const largest = largestCanvas()
    this.map = new Map({
      container,
      style: basemapStyle({ city, language, scale, origin: location.origin }),
      bounds: city.bounds as LngLatBoundsLike,
      fitBoundsOptions: { padding: padding ?? 24 },
      minZoom: 7,
      maxZoom: 19.5,
      maxPitch: 65,
      renderWorldCopies: false,
      attributionControl: { compact: false },
      refreshExpiredTiles: false,
      fadeDuration: 150,
      maxCanvasSize: [largest, largest],
      // The edges of buildings want it; on a screen of four times the pixels it costs more than it shows.
      canvasContextAttributes: { antialias: scale < 1.5, powerPreference: 'high-performance' },
    })
    if (padding !== undefined) this.map.setPadding(padding)
    this.map.jumpTo({ zoom: this.map.getZoom() + (options.closer ?? 0), ...view })
    this.scene = new Scene(slots, scale, layers)
    this.scene.selectedAt = (nowMs) => {
      const { cameras, devices } = this.scene
      return placeOf(this.selection, { state: store.getState(), slots, cameras, devices }, nowMs)
    }
    this.loop = new FrameLoop((nowMs) => this.draw(nowMs), maxFps)
    this.overlay = new DeckOverlay({
      map: this.map,
      workerIdOf: (slot) => store.getState().roster?.id[slot] ?? 0,
      onRebuilt: () => {
        this.scene.forgetLayers()
        this.loop.wake()
      },
    })
    this.nameDistricts()
    this.measureCity()
    this.scene.setAlarms(store.getState().alarms.values())
    this.loadThings()

    const stops = [
      slots.subscribe(() => this.loop.wake()),
      store.subscribe((state, before) => this.take(state, before)),
    ]
    const again = setInterval(() => this.loop.wake(), LOOK_AGAIN_MS)
    this.aborter.signal.addEventListener('abort', () => {
      for (const stop of stops) stop()
      clearInterval(again)
    })
    this.map.on('style.load', this.onStyle)
    this.map.on('move', this.onMoving)
    this.map.on('moveend', this.onMoved)
    this.map.on('click', this.onClick)
    this.map.on('webglcontextlost', this.onContextLost)
    this.map.on('webglcontextrestored', this.onContextRestored)
    this.map.on('error', this.onError)
    this.onMoved()
    this.loop.wake()
  }

  setLayers(switches: LayerSwitches): void {
    this.scene.switches = switches
    this.loadThings()
    this.applySwitches()
    this.loop.wake()
  }

  setLanguage(language: Language): void {
    this.language = language
    this.nameDistricts()
    this.applyLanguage()
    this.loop.wake()
  }

  /** Glides to a place; nearer unless the map is nearer already. `coveredRightPx` of the map lie under a panel: the place
   * comes to rest in the middle of what is left. */
  flyTo(lngLat: [lng: number, lat: number], zoom?: number, coveredRightPx = 0): void {
    this.map.flyTo({
      center: lngLat, zoom: zoom ?? Math.max(this.map.getZoom(), 14.5), offset: [-coveredRightPx / 2, 0], duration: 1600,
    })
  }

  /** Shows the whole city again. */
  showCity(): void {
    const camera = this.map.cameraForBounds(this.options.city.bounds as LngLatBoundsLike)
    if (camera) this.map.flyTo({ ...camera, pitch: 0, bearing: 0, duration: 1600 })
  }

  /** Marks one thing; { type: 'none' } marks none. */
  select(pick: Pick): void {
    this.selection = pick
    this.applySelection()
    this.loop.wake()
  }

  setTrack(shift: ShiftSummary | null): void {
    this.scene.track = shift
    this.loop.wake()
  }

  setHeat(heat: Heat | null): void {
    this.scene.heat = heat
    this.loop.wake()
  }

  /** Draws only the cases that `filter` holds for; null draws all. */
  setCaseFilter(filter: ((record: CaseSummary) => boolean) | null): void {
    this.caseFilter = filter
    this.loop.wake()
  }

  /** Where a place is drawn, in CSS pixels of the container. */
  project(lng: number, lat: number): ScreenPoint {
    const { x, y } = this.map.project([lng, lat])
    return { x, y }
  }

  /** The place at a point of the container (CSS pixels), as given to onPick. */
  lngLatAt({ x, y }: ScreenPoint): [lng: number, lat: number] {
    const { lng, lat } = this.map.unproject([x, y])
    return [lng, lat]
  }

  /** Where the camera looks. */
  view(): Required<MapView> {
    const { lng, lat } = this.map.getCenter()
    const { map } = this
    return { center: [lng, lat], zoom: map.getZoom(), pitch: map.getPitch(), bearing: map.getBearing() }
  }

  resize(): void {
    this.map.resize()
    this.measureCity()
    this.loop.wake()
  }

  /** Frees the GPU contexts and every listener; the object is of no use afterwards. */
  destroy(): void {
    this.aborter.abort()
    clearTimeout(this.brokenTimer)
    this.loop.stop()
    this.overlay.remove()
    this.map.remove()
  }

  private draw(nowMs: number): boolean {
    const waiting = this.refreshCases(nowMs)
    const camera = { nearness: this.map.getZoom() - this.cityZoom, bearingDeg: this.map.getBearing() }
    this.overlay.setLayers(this.scene.layers(camera, nowMs))
    return waiting || this.scene.isMoving(nowMs)
  }

  /** Takes the cases over a few times a second at most, however many events come in. True: there is more to take. */
  private refreshCases(nowMs: number): boolean {
    const { cases } = this.options.store.getState()
    if (cases === this.seenCases && this.caseFilter === this.seenFilter) return false
    if (nowMs - this.casesAtMs < CASES_EVERY_MS && this.caseFilter === this.seenFilter) return true
    const all = [...cases.values()]
    this.scene.cases = this.caseFilter === null ? all : all.filter(this.caseFilter)
    this.seenCases = cases
    this.seenFilter = this.caseFilter
    this.casesAtMs = nowMs
    return false
  }

  private take(state: LiveState, before: LiveState): void {
    if (state.cases === before.cases && state.alarms === before.alarms && state.recent === before.recent) return
    if (state.alarms !== before.alarms) this.scene.setAlarms(state.alarms.values())
    if (state.recent !== before.recent) {
      this.scene.ripples = ripplesOf(state.recent, before.recent, this.scene.ripples, performance.now())
    }
    this.loop.wake()
  }

  /** Cameras and devices stand still: read once, when somebody first wants to see them. */
  private loadThings(): void {
    const { scene, aborter } = this
    const load = <T>(path: string, take: (things: T) => void) =>
      void getJson<T>(path, aborter.signal).then((things) => {
        take(things)
        this.loop.wake()
      }).catch((error: unknown) => {
        if (!aborter.signal.aborted) console.error(`Reading ${path} failed.`, error)
      })
    if (scene.switches.cameras && scene.cameras === null) {
      load<CameraColumns>('/api/cameras', (cameras) => { scene.cameras = cameras })
    }
    if (scene.switches.devices && scene.devices === null) {
      load<DeviceColumns>('/api/devices', (devices) => { scene.devices = devices })
    }
  }

  private measureCity(): void {
    // The map's own padding counts, too: cameraForBounds adds it.
    this.cityZoom = this.map.cameraForBounds(this.options.city.bounds as LngLatBoundsLike)?.zoom ?? this.map.getZoom()
  }

  private nameDistricts(): void {
    this.scene.names = this.options.city.areas.filter(({ level }) => level === 'district')
      .map((area) => ({ name: nameOf(area, this.language), lng: area.lng, lat: area.lat }))
  }

  private applySwitches(): void {
    if (!this.styleReady) return
    const { switches } = this.scene
    for (const [layer, name] of Object.entries(SWITCH_OF_LAYER)) {
      this.map.setLayoutProperty(layer, 'visibility', switches[name] ? 'visible' : 'none')
    }
  }

  private applyLanguage(): void {
    if (!this.styleReady) return
    for (const layer of NAME_LAYERS) this.map.setLayoutProperty(layer, 'text-field', nameField(this.language))
  }

  private applySelection(): void {
    if (!this.styleReady) return
    const id = this.selection.type === 'grid' ? this.selection.id : -1
    this.map.setFilter('grid-selected', ['==', ['get', 'id'], id])
  }

  private readonly onStyle = () => {
    this.styleReady = true
    this.applySwitches()
    this.applyLanguage()
    this.applySelection()
  }

  private readonly onMoving = () => this.loop.wake()

  private readonly onMoved = () => {
    const bounds = this.map.getBounds()
    this.options.onMove?.({
      west: bounds.getWest(), south: bounds.getSouth(), east: bounds.getEast(), north: bounds.getNorth(),
    })
  }

  private readonly onClick = ({ point }: MapMouseEvent) => {
    const picked = this.overlay.pickAt(point, Math.round(7 * this.scale))
    this.options.onPick(picked.type === 'none' ? this.gridAt(point) : picked, { x: point.x, y: point.y })
  }

  private gridAt(point: ScreenPoint): Pick {
    const layers = [...GRID_PICK_LAYERS].filter((layer) => this.styleReady && this.map.getLayer(layer) !== undefined)
    const found = this.map.queryRenderedFeatures([point.x, point.y], { layers })
    const byLayer = layers.map((layer) => found.find((feature) => feature.layer.id === layer))
    const id = byLayer.find((feature) => feature !== undefined)?.properties.id as unknown
    return typeof id === 'number' ? { type: 'grid', id } : NO_PICK
  }

  private readonly onContextLost = () => this.breakLater()

  private readonly onContextRestored = () => clearTimeout(this.brokenTimer)

  private readonly onError = ({ error }: MapError) => {
    console.error('The map failed.', error)
    if (error.message.startsWith('Worker failed to load')) this.breakLater()
  }

  private breakLater(): void {
    clearTimeout(this.brokenTimer)
    this.brokenTimer = setTimeout(() => this.options.onBroken?.(), PATIENCE_MS)
  }
}
