import type { Queryable } from '../../db/database.ts'
import { type GridIndex, GridNames } from '../grid-index.ts'
import {
  type GridRow, readAreaShape, readGridPage, readGridShapes, readVersionAreas,
} from '../repository.ts'
import type { ShapeLot } from './index-messages.ts'
import { IndexThread } from './index-thread-handle.ts'

/** Boundaries read in one statement, in bytes as stored; a larger one is read by itself. */
const LOT_BYTES = 512 * 1024

/**
 * Indexes a version's grids as they are in the database now. The geometry goes through in small lots to a thread, so
 * that neither the event loop nor the database is held for long. A draft may change meanwhile: compare its revision.
 * Throws a RangeError that names the grid or area for what buildGridIndex refuses, an Error where the thread dies.
 */
export async function buildVersionIndex(database: Queryable, versionId: number): Promise<GridIndex> {
  const thread = new IndexThread()
  try {
    const names = new GridNames(await readVersionAreas(database, versionId))
    for (const code of names.districtCodes) {
      thread.add(packDistrict(await readAreaShape(database, versionId, code)))
    }
    for (let page = await readGridPage(database, versionId, undefined); page.length > 0;) {
      names.add(page)
      for (const lot of lotsOf(page)) thread.add(packGrids(await readGridShapes(database, lot)))
      page = await readGridPage(database, versionId, page.at(-1))
    }
    return { versionId, ...names.finish(), ...(await thread.build()) }
  } finally {
    await thread.stop()
  }
}

/** The ids of a page's grids in lots of about LOT_BYTES. */
function* lotsOf(page: readonly GridRow[]): Generator<number[]> {
  let lot: number[] = []
  let size = 0
  for (const { id, bytes } of page) {
    if (lot.length > 0 && size + bytes > LOT_BYTES) {
      yield lot
      lot = []
      size = 0
    }
    lot.push(id)
    size += bytes
  }
  yield lot
}

function packGrids(rows: Awaited<ReturnType<typeof readGridShapes>>): ShapeLot {
  const ids = Uint32Array.from(rows, ({ id }) => id)
  return { type: 'grids', ids, layers: rows.map(({ layer }) => layer), ...packShapes(rows.map(({ shape }) => shape)) }
}

function packDistrict(shape: Buffer): ShapeLot {
  return { type: 'districts', ids: new Uint32Array(0), layers: [], ...packShapes([shape]) }
}

/** One piece of memory that nobody else uses, as a transfer needs it. */
function packShapes(shapes: readonly Buffer[]): Pick<ShapeLot, 'ends' | 'shapes'> {
  const ends = new Uint32Array(shapes.length)
  let size = 0
  for (const [k, shape] of shapes.entries()) ends[k] = size += shape.length
  const packed = new Uint8Array(size)
  for (const [k, shape] of shapes.entries()) packed.set(shape, ends[k] - shape.length)
  return { ends, shapes: packed }
}
