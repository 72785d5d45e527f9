import type { CitySize } from '../../geodata/city/city-cache.ts'
import type { AreaLevel, GridLayer } from '../../geodata/city/city.ts'
import type { BaseFeature } from '../../geodata/basemap/imported-base.ts'

/** What a set of tiles is: the ground, or the outlines of the areas and grids of one version. */
export type TileSource = 'basemap' | 'grids'

/** An area or a grid as a tile has it. Boundaries travel as GeoJSON text, so that only the thread parses them. */
export interface AreaTileRow {
  level: AreaLevel
  code: string
  name: string
  nameEn: string
  boundary: string
}
export interface GridTileRow {
  id: number
  layer: GridLayer
  code: string
  name: string
  nameEn: string
  boundary: string
}

/** Some of what a set is cut from. */
export type TileRows =
  | { type: 'areas'; rows: AreaTileRow[] }
  | { type: 'grids'; rows: GridTileRow[] }
  | { type: 'base'; rows: BaseFeature[] }

/** A generated city that a basemap is made of, and where `cachedCity` keeps it. */
export interface GeneratedGround {
  cacheDirectory: string
  citySize: CitySize
}

/** What the thread is told. Orders are obeyed in turn, so a tile is cut from all rows that came before it. */
export type TileOrder =
  | { type: 'open'; set: string; source: TileSource; generated: GeneratedGround | null }
  | { type: 'rows'; set: string; rows: TileRows }
  | { type: 'forget'; set: string }
  | { type: 'tile'; set: string; id: number; z: number; x: number; y: number }

/** `tile` is null where there is nothing; `error` where the cut failed. */
export interface TileReply {
  id: number
  tile: Uint8Array | null
  error?: string
}
