import type { CitySize } from '../../geodata/city/city-cache.ts'

/** Which tiles: the basemap, or the outlines of areas and grids. */
export const TILE_SOURCES = ['basemap', 'grids'] as const
export type TileSource = (typeof TILE_SOURCES)[number]

/** What the thread is started with. */
export interface TileThreadData {
  cacheDirectory: string
  citySize: CitySize
}

export interface TileRequest {
  id: number
  source: TileSource
  z: number
  x: number
  y: number
}

/** `tile` is null where there is nothing; `error` where the cut failed. */
export interface TileReply {
  id: number
  tile: Uint8Array | null
  error?: string
}
