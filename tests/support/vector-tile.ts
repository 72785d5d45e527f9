import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'

/** The tile that holds a place at a zoom. */
export function tileAt([lng, lat]: readonly number[], z: number): [z: number, x: number, y: number] {
  const n = 2 ** z
  const angle = (lat * Math.PI) / 180
  const y = ((1 - Math.log(Math.tan(angle) + 1 / Math.cos(angle)) / Math.PI) / 2) * n
  return [z, Math.floor(((lng + 180) / 360) * n), Math.floor(y)]
}

/** The properties of what a tile shows in a layer; none in an empty tile. */
export function shownIn(tile: Uint8Array, layer: string): Record<string, unknown>[] {
  if (tile.length === 0) return []
  const found = new VectorTile(new PbfReader(tile)).layers[layer]
  return Array.from({ length: found?.length ?? 0 }, (_, index) => found.feature(index).properties)
}
