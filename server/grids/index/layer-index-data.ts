import type { CellTables } from './cell-block.ts'
import type { CellFrame } from './cell-frame.ts'
import type { EdgeTable } from './edge-table.ts'
import { LayerIndex } from './layer-index.ts'

/** A layer's index as it travels between threads: typed arrays and numbers only. */
export interface LayerIndexData {
  table: EdgeTable
  frame: CellFrame
  tables: CellTables
}

/** The index as plain data; it shares the index's memory. */
export function layerIndexData({ table, frame, tables }: LayerIndex): LayerIndexData {
  return { table, frame, tables }
}

/** The index that was taken apart by layerIndexData, without any work. */
export function layerIndexFrom({ table, frame, tables }: LayerIndexData): LayerIndex {
  return new LayerIndex(table, frame, tables)
}

/** The memory to transfer with the data, each buffer once; whoever transfers it cannot use the index any more. */
export function buffersOf({ table, tables }: LayerIndexData): ArrayBuffer[] {
  const arrays = [...Object.values(table), ...Object.values(tables)].filter((value) => ArrayBuffer.isView(value))
  return [...new Set(arrays.map((array) => array.buffer as ArrayBuffer))]
}
