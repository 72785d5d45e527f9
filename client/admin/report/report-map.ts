import 'maplibre-gl/dist/maplibre-gl.css'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import type { Feature, Geometry } from 'geojson'
import { type GeoJSONSource, type LngLatBoundsLike, Map, type MapMouseEvent, setWorkerUrl } from 'maplibre-gl'
import type { CaseDifferences } from '../../../server/contract/api/boundaries.ts'
import type { CityRecord } from '../../../server/contract/api/city.ts'
import type { GridLayer } from '../../../server/contract/api/grids.ts'
import type { Language } from '../../language/language.ts'
import { nameField, SWITCH_OF_LAYER } from '../../map/basemap/grid-layers.ts'
import { NAME_LAYERS } from '../../map/basemap/label-layers.ts'
import { basemapStyle } from '../../map/basemap-style.ts'
import { flatMapOptions } from '../../map/flat-map-options.ts'
import { type Box, boundsOf, dotsOf, type FindingCollection, nextHit } from './finding-places.ts'
import {
  CASE_PICK_LAYERS, FINDING_PICK_LAYERS, type ReportSource, reportSources, withReportLayers,
} from './report-layers.ts'

setWorkerUrl(workerUrl)

/** A click this near to a shape means it. */
const NEAR_PX = 5
const SWITCH_OF_GRIDS = { community: 'grids', street: 'streetGrids', exclusive: 'exclusiveGrids' } as const

export type ReportPick = { type: 'finding' | 'case'; id: number }

export interface ReportMapOptions {
  container: HTMLElement
  city: CityRecord
  /** The version whose outlines lie under the findings. */
  versionId: number
  language: Language
  onPick(pick: ReportPick): void
}

/** The map beside a report: findings, or cases that would have another owner, over the outlines of a version. Outside
 * React. What is set before the style is there is drawn as soon as it is. */
export class ReportMap {
  private readonly map: Map
  private readonly city: CityRecord
  private readonly onPick: (pick: ReportPick) => void
  private readonly waiting: (() => void)[] = []
  private ready = false
  private selectedId: number | undefined

  constructor({ container, city, versionId, language, onPick }: ReportMapOptions) {
    this.city = city
    this.onPick = onPick
    const style = basemapStyle({ city: { ...city, gridVersionId: versionId }, language, scale: 1, origin: location.origin })
    this.map = new Map({
      ...flatMapOptions(city),
      container,
      style: {
        ...style, sources: { ...style.sources, ...reportSources() }, layers: withReportLayers(style.layers),
      },
    })
    this.map.on('load', () => {
      this.ready = true
      for (const work of this.waiting.splice(0)) work()
    })
    this.map.on('click', (event) => this.click(event))
    this.map.on('mousemove', (event) => {
      this.map.getCanvas().style.cursor = this.hitsAt(event).length > 0 ? 'pointer' : ''
    })
  }

  setLanguage(language: Language): void {
    this.whenReady(() => {
      for (const layer of NAME_LAYERS) this.map.setLayoutProperty(layer, 'text-field', nameField(language))
    })
  }

  setFindings(findings: FindingCollection): void {
    this.whenReady(() => {
      this.fill('report-findings', findings.features)
      this.fill('report-dots', dotsOf(findings))
    })
  }

  setCases(cases: CaseDifferences['cases']): void {
    this.whenReady(() => this.fill('report-cases', cases.map(({ id, lng, lat }) => ({
      type: 'Feature', geometry: { type: 'Point', coordinates: [lng, lat] }, properties: { id },
    }))))
  }

  /** Shows the outlines of one layer of grids and hides those of the others. */
  setGridLayer(shown: GridLayer): void {
    this.whenReady(() => {
      for (const [layer, name] of Object.entries(SWITCH_OF_LAYER)) {
        const of = layer.includes('grid') ? name : undefined
        if (of === undefined || this.map.getLayer(layer) === undefined) continue
        this.map.setLayoutProperty(layer, 'visibility', of === SWITCH_OF_GRIDS[shown] ? 'visible' : 'none')
      }
    })
  }

  /** Marks what is selected; a ring is drawn around it, because a shape may be smaller than a pixel. */
  mark(id: number | undefined, geometry: Geometry | null): void {
    this.selectedId = id
    const box = geometry === null ? null : boundsOf(geometry)
    const features: Feature[] = geometry === null || box === null ? [] : [
      { type: 'Feature', geometry, properties: {} },
      { type: 'Feature', properties: {},
        geometry: { type: 'Point', coordinates: [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2] } },
    ]
    this.whenReady(() => this.fill('report-marked', features))
  }

  /** Flies to a box, at most so near that a house fills the map. */
  show([west, south, east, north]: Box): void {
    this.map.fitBounds([west, south, east, north], { padding: 90, maxZoom: 18, duration: 900 })
  }

  /** Flies back to the whole city. */
  showCity(): void {
    this.map.fitBounds(this.city.bounds as LngLatBoundsLike, { padding: 24, duration: 900 })
  }

  resize(): void {
    this.map.resize()
  }

  destroy(): void {
    this.map.remove()
  }

  private whenReady(work: () => void): void {
    if (this.ready) work()
    else this.waiting.push(work)
  }

  private fill(source: ReportSource, features: Feature[]): void {
    this.map.getSource<GeoJSONSource>(source)?.setData({ type: 'FeatureCollection', features })
  }

  private click(event: MapMouseEvent): void {
    const hits = this.hitsAt(event)
    const type = hits[0]?.type
    const id = nextHit(hits.filter((hit) => hit.type === type).map((hit) => hit.id), this.selectedId)
    if (type !== undefined && id !== undefined) this.onPick({ type, id })
  }

  /** What lies under the pointer, cases first, then the smallest findings. */
  private hitsAt({ point: { x, y } }: MapMouseEvent): ReportPick[] {
    if (!this.ready) return []
    const around: [[number, number], [number, number]] = [[x - NEAR_PX, y - NEAR_PX], [x + NEAR_PX, y + NEAR_PX]]
    const ids = (layers: string[]) => this.map.queryRenderedFeatures(around, { layers })
      .map(({ properties }) => ({ id: Number(properties.id), areaM2: Number(properties.areaM2 ?? 0) }))
      .sort((a, b) => a.areaM2 - b.areaM2)
    return [
      ...ids(CASE_PICK_LAYERS).map(({ id }) => ({ type: 'case', id }) as const),
      ...ids(FINDING_PICK_LAYERS).map(({ id }) => ({ type: 'finding', id }) as const),
    ]
  }
}
