import type { GridLayer } from '../../contract/api/grids.ts'
import type { LayerIndexData } from '../index/layer-index-data.ts'

/** A lot of boundaries: shape k, a MultiPolygon in little-endian WKB, ends before shapes[ends[k]]; there k + 1 begins. */
export interface ShapeLot {
  type: 'grids' | 'districts'
  /** Of grids. */
  ids: Uint32Array
  layers: GridLayer[]
  ends: Uint32Array
  shapes: Uint8Array
}

/** What the thread is sent: lots, then one 'build'. Districts come in the order in which they are numbered. */
export type IndexRequest = ShapeLot | { type: 'build' }

/** What it answers, once. `badData`: a RangeError, else something is wrong with the thread. */
export type IndexReply =
  | { layers: Record<GridLayer, LayerIndexData>; districts: LayerIndexData }
  | { error: string; badData: boolean }
