import 'maplibre-gl/dist/maplibre-gl.css'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import type { Feature } from 'geojson'
import { type GeoJSONSource, Map, setWorkerUrl } from 'maplibre-gl'
import { TerraDraw, TerraDrawLineStringMode, type TerraDrawMouseEvent, TerraDrawPolygonMode } from 'terra-draw'
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter'
import type { CityRecord } from '../../../server/contract/api/city.ts'
import type { Language } from '../../language/language.ts'
import { basemapStyle } from '../../map/basemap-style.ts'
import { flatMapOptions } from '../../map/flat-map-options.ts'
import {
  findingFeatures, gridFeatures, handleFeatures, markedFeatures, nameFeatures, previewFeatures,
} from './editor-features.ts'
import { COLOURS, type EditSource, editSources, withEditLayers } from './editor-layers.ts'
import type { EditorState, Tool } from './editor-state.ts'
import type { GridEditor } from './grid-editor.ts'
import { type Handle, handleAt, movesOf } from './handles.ts'
import { PointerMode } from './pointer-mode.ts'
import type { Box, Point } from './shared-edges/plane.ts'
import { type Snapped, snap } from './shared-edges/snap.ts'

setWorkerUrl(workerUrl)

const SNAP_PX = 12
const HANDLE_PX = 10
/** Terra-draw cuts coordinates to nine digits: so near, a place is the vertex or edge that it was drawn to. */
const CUT_OFF_DEG = 3e-9
const MODE_OF_TOOL: Record<Tool, string> = {
  select: 'pointer', vertices: 'pointer', merge: 'pointer', split: 'linestring', draw: 'polygon',
}
/** How the basemap's layers begin that would only be in the way: areas and grids in force, and what stands up. */
const HIDDEN = ['communit', 'street', 'exclusive-grid', 'grid-selected', 'buildings', 'district-glow']

export interface EditorMapOptions {
  container: HTMLElement
  city: CityRecord
  language: Language
  editor: GridEditor
}

/** The map under the editor: shows what the editor has and tells it what the pointer does. Outside React. */
export class EditorMap {
  private readonly map: Map
  private readonly draw: TerraDraw
  private readonly editor: GridEditor
  private language: Language
  private handle: Handle | null = null
  private snapped: Snapped | null = null
  private ready = false
  private stopListening: () => void = () => {}

  constructor({ container, city, language, editor }: EditorMapOptions) {
    this.editor = editor
    this.language = language
    const style = basemapStyle({ city, language, scale: 1, origin: location.origin })
    this.map = new Map({
      ...flatMapOptions(city),
      container,
      style: {
        ...style,
        sources: { ...style.sources, ...editSources() },
        layers: withEditLayers(style.layers, HIDDEN),
      },
    })
    this.map.jumpTo({ center: city.centre, zoom: Math.max(this.map.getZoom() + 4, 14) })
    const snapping = {
      toCustom: ({ lng, lat }: TerraDrawMouseEvent) => {
        const snapped = this.snapFor([lng, lat])
        return snapped === null ? undefined : [...snapped.point]
      },
    }
    const line = { lineStringColor: COLOURS.preview, lineStringWidth: 2.5, ...this.pointStyles() } as const
    const fill = {
      fillColor: COLOURS.preview, fillOpacity: 0.15, outlineColor: COLOURS.preview, outlineWidth: 2.5,
      ...this.pointStyles(),
    } as const
    this.draw = new TerraDraw({
      adapter: new TerraDrawMapLibreGLAdapter({ map: this.map, coordinatePrecision: 9 }),
      modes: [
        new PointerMode({
          onGrab: this.onGrab, onDrag: this.onDrag, onDrop: this.onDrop,
          onClick: (place) => this.editor.click(place),
          onRightClick: (place) => this.deleteAt(place),
          onHover: this.onHover,
        }),
        new TerraDrawLineStringMode({ snapping, styles: line }),
        new TerraDrawPolygonMode({ snapping, styles: fill }),
      ],
    })
    this.map.on('load', this.onLoad)
    this.map.on('moveend', this.onMoved)
  }

  setLanguage(language: Language): void {
    this.language = language
    if (this.ready) this.fill('edit-names', nameFeatures(this.editor.store.getState(), language))
  }

  /** Deletes the vertex that the pointer rests on. */
  deleteHovered(): void {
    if (this.handle?.type === 'vertex') this.editor.deleteVertex(this.handle.at)
  }

  /** Gives up what is being drawn; false where nothing is. */
  cancelDrawing(): boolean {
    if (!this.ready || this.draw.getModeState() !== 'drawing') return false
    this.startMode(this.editor.store.getState().tool)
    return true
  }

  /** Goes to a box. */
  show([west, south, east, north]: Box): void {
    this.map.fitBounds([west, south, east, north], { padding: 120, maxZoom: 18, duration: 600 })
  }

  /** Whether it takes clicks already: before, nothing is drawn either. */
  isReady(): boolean {
    return this.ready
  }

  resize(): void {
    this.map.resize()
  }

  destroy(): void {
    this.stopListening()
    if (this.ready) this.draw.stop()
    this.map.remove()
  }

  private readonly onLoad = () => {
    this.ready = true
    this.draw.start()
    this.draw.on('finish', (id) => this.onDrawn(id))
    const { store } = this.editor
    this.stopListening = store.subscribe((state, before) => this.take(state, before))
    this.startMode(store.getState().tool)
    this.take(store.getState(), null)
    this.onMoved()
  }

  private readonly onMoved = () => {
    const bounds = this.map.getBounds()
    const box: Box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()]
    void this.editor.load(box)
  }

  private take(state: EditorState, before: EditorState | null): void {
    const { language } = this
    if (state.sheet !== before?.sheet || state.history !== before.history) {
      this.fill('edit-grids', gridFeatures(state))
      this.fill('edit-names', nameFeatures(state, language))
    }
    if (state.sheet !== before?.sheet || state.selectedId !== before.selectedId || state.chosen !== before.chosen
      || state.tool !== before.tool) this.fill('edit-marked', markedFeatures(state))
    if (state.preview !== before?.preview) this.fill('edit-preview', previewFeatures(state))
    if (state.findings !== before?.findings || state.problems !== before.problems) {
      this.fill('edit-findings', findingFeatures(state))
    }
    if (state.tool !== before?.tool) {
      this.snapped = null
      this.handle = null
      if (before !== null) this.startMode(state.tool)
    }
    this.fillHandles()
  }

  private startMode(tool: Tool): void {
    this.draw.setMode('static')
    this.draw.clear()
    this.draw.setMode(MODE_OF_TOOL[tool])
  }

  private fillHandles(): void {
    this.fill('edit-handles', handleFeatures(this.editor.store.getState(), this.snapped))
  }

  private fill(source: EditSource, features: Feature[]): void {
    this.map.getSource<GeoJSONSource>(source)?.setData({ type: 'FeatureCollection', features })
  }

  private readonly onGrab = (place: Point): boolean => {
    this.handle = this.handleAt(place)
    return this.handle !== null
  }

  private readonly onDrag = (place: Point): void => {
    const { moves, insertAt } = this.movesTo(place)
    this.editor.previewMove(moves, insertAt)
    this.fillHandles()
  }

  private readonly onDrop = (place: Point): void => {
    const { moves, insertAt } = this.movesTo(place)
    this.snapped = null
    this.handle = null
    this.editor.move(moves, insertAt)
    this.fillHandles()
  }

  private readonly onHover = (place: Point): void => {
    this.handle = this.handleAt(place)
    const { tool } = this.editor.store.getState()
    const grabbing = this.handle?.type === 'edge' ? 'move' : this.handle === null ? 'pointer' : 'grab'
    this.map.getCanvas().style.cursor = tool === 'select' || tool === 'merge' ? 'pointer' : grabbing
  }

  private movesTo(place: Point): ReturnType<typeof movesOf> {
    const handle = this.handle!
    if (handle.type === 'edge') return movesOf(handle, place)
    const { sheet } = this.editor.store.getState()
    const own = handle.type === 'vertex' ? [handle.at] : handle.ends
    this.snapped = snap(sheet, place, this.reach(SNAP_PX), own)
    return movesOf(handle, this.snapped?.point ?? place)
  }

  private deleteAt(place: Point): void {
    const handle = this.handleAt(place)
    if (handle?.type === 'vertex') this.editor.deleteVertex(handle.at)
  }

  private handleAt(place: Point): Handle | null {
    const { tool, selectedId, sheet } = this.editor.store.getState()
    const grid = tool === 'vertices' && selectedId !== null ? sheet.get(selectedId) : undefined
    return grid ? handleAt(grid.polygons, place, this.reach(HANDLE_PX)) : null
  }

  private snapFor(place: Point): Snapped | null {
    this.snapped = snap(this.editor.store.getState().sheet, place, this.reach(SNAP_PX))
    this.fillHandles()
    return this.snapped
  }

  private onDrawn(id: string | number): void {
    const drawn = this.draw.getSnapshotFeature(id)
    const { tool, sheet } = this.editor.store.getState()
    this.startMode(tool)
    this.snapped = null
    const exact = (position: number[]): Point => {
      const place: Point = [position[0], position[1]]
      return snap(sheet, place, CUT_OFF_DEG)?.point ?? place
    }
    if (drawn?.geometry.type === 'LineString') this.editor.split(drawn.geometry.coordinates.map(exact))
    if (drawn?.geometry.type === 'Polygon') this.editor.draw(drawn.geometry.coordinates[0].slice(0, -1).map(exact))
    this.fillHandles()
  }

  /** Where a place is drawn, in CSS pixels of the map. */
  project(lng: number, lat: number): { x: number; y: number } {
    const { x, y } = this.map.project([lng, lat])
    return { x, y }
  }

  /** So many pixels in degrees of latitude, at the middle of the map. */
  private reach(pixels: number): number {
    const { x, y } = this.map.project(this.map.getCenter())
    return Math.abs(this.map.unproject([x, y]).lat - this.map.unproject([x, y + pixels]).lat)
  }

  private pointStyles() {
    return {
      closingPointColor: '#ffffff', closingPointWidth: 5, closingPointOutlineColor: COLOURS.preview,
      closingPointOutlineWidth: 2, snappingPointColor: COLOURS.snapVertex, snappingPointWidth: 4,
      snappingPointOutlineColor: '#050b15', snappingPointOutlineWidth: 1,
    } as const
  }
}
