import type { MultiPolygon } from 'geojson'
import {
  type AreaOutline, Basemap, cutGridTiles, type GridOutline, type LayeredTiles,
} from '../../geodata/basemap/cut-tiles.ts'
import { ImportedBase } from '../../geodata/basemap/imported-base.ts'
import { cachedCity } from '../../geodata/city/city-cache.ts'
import type { GeneratedGround, TileRows, TileSource } from './tile-messages.ts'

/** One set of tiles while its rows come in; cut once they are asked for, after which rows come too late. */
export class TileSet {
  readonly #source: TileSource
  readonly #generated: GeneratedGround | null
  #areas: AreaOutline[] = []
  #grids: GridOutline[] = []
  #base = new ImportedBase()
  #tiles: LayeredTiles | undefined

  constructor(source: TileSource, generated: GeneratedGround | null) {
    this.#source = source
    this.#generated = generated
  }

  add(rows: TileRows): void {
    switch (rows.type) {
      case 'areas':
        for (const row of rows.rows) this.#areas.push({ ...row, boundary: JSON.parse(row.boundary) as MultiPolygon })
        break
      case 'grids':
        for (const row of rows.rows) this.#grids.push({ ...row, boundary: JSON.parse(row.boundary) as MultiPolygon })
        break
      case 'base':
        for (const row of rows.rows) this.#base.add(row)
    }
  }

  /** The tile as MVT, or null where it is empty. The first one indexes the whole set. */
  tile(z: number, x: number, y: number): Uint8Array | null {
    this.#tiles ??= this.#cut()
    return this.#tiles.tile(z, x, y)
  }

  #cut(): LayeredTiles {
    if (this.#source === 'grids') {
      const tiles = cutGridTiles(this.#areas, this.#grids)
      this.#areas = []
      this.#grids = []
      return tiles
    }
    const generated = this.#generated
    const city = generated === null ? null : cachedCity(generated.cacheDirectory, generated.citySize)
    const base = this.#base.over(city?.base ?? null)
    this.#base = new ImportedBase()
    return new Basemap(base)
  }
}
