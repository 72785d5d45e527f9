/**
 * Track columns, version 1: where the workers of an area were in a slice of time. A playback is such blocks one after
 * the other, in the order of time and without a slice left out, so that it can begin with the first that is there.
 * Little-endian; everything that is read as a column lies at a multiple of 4 from the beginning of its block, and every
 * block is a multiple of 4 long, so that columns are read where they lie.
 *
 *   offset       size  field
 *        0       u8    magic 0x54 'T'
 *        1       u8    version 1
 *        2       u16   flags          bit 0: positions of this time are not kept any more, so that nobody is in it
 *        4       u32   workers        W, how many sent something in the slice
 *        8       u32   fixes          F
 *       12       u32   reserved, 0
 *       16       f64   fromMs         Unix time at which the slice begins
 *       24       f64   toMs           and ends: from ≤ t < to
 *       32       u32   worker id      × W, rising
 *     + 4 W      u32   first fix      × W + 1: those of worker k are first[k] ≤ i < first[k + 1], in the order of time
 *     + 4 W + 4  u32   afterMs        × F: milliseconds since fromMs
 *     + 4 F      i32   lng            × F: steps of 10⁻⁷ degrees, 1.1 cm at most
 *     + 4 F      i32   lat            × F
 */

export const TRACK_MAGIC = 0x54
export const TRACK_VERSION = 1
export const TRACK_HEADER_BYTES = 32

const NOT_KEPT = 1
const STEPS_PER_DEGREE = 1e7

/** One slice: struct of arrays, coordinates in steps. */
export interface TrackBlock {
  fromMs: number
  toMs: number
  /** False: nobody is in it because positions of this time are not kept any more. */
  isKept: boolean
  workerId: Uint32Array
  first: Uint32Array
  afterMs: Uint32Array
  lngSteps: Int32Array
  latSteps: Int32Array
}

/** The step nearest to a coordinate of -180 to 180 degrees. */
export function stepsOfDegrees(degrees: number): number {
  return Math.round(degrees * STEPS_PER_DEGREE)
}

/** The coordinate of a step. */
export function degreesOfSteps(steps: number): number {
  return steps / STEPS_PER_DEGREE
}

/** A block as bytes. Throws RangeError where its columns do not fit together. */
export function encodeTrackBlock(block: TrackBlock): Uint8Array<ArrayBuffer> {
  const { workerId, first, afterMs, lngSteps, latSteps } = block
  const [workers, fixes] = [workerId.length, afterMs.length]
  if (first.length !== workers + 1 || first[0] !== 0 || first[workers] !== fixes) {
    throw new RangeError(`Got first fixes up to ${first[workers]} for ${workers} workers, expected 0 to ${fixes}.`)
  }
  if (lngSteps.length !== fixes || latSteps.length !== fixes) {
    throw new RangeError(`Got ${lngSteps.length} lng and ${latSteps.length} lat, expected ${fixes} of each.`)
  }
  const bytes = new Uint8Array(bytesOf(workers, fixes))
  const view = new DataView(bytes.buffer)
  view.setUint8(0, TRACK_MAGIC)
  view.setUint8(1, TRACK_VERSION)
  view.setUint16(2, block.isKept ? 0 : NOT_KEPT, true)
  view.setUint32(4, workers, true)
  view.setUint32(8, fixes, true)
  view.setFloat64(16, block.fromMs, true)
  view.setFloat64(24, block.toMs, true)
  const columns = columnsOf(bytes, 0, workers, fixes)
  columns.workerId.set(workerId)
  columns.first.set(first)
  columns.afterMs.set(afterMs)
  columns.lngSteps.set(lngSteps)
  columns.latSteps.set(latSteps)
  return bytes
}

/**
 * The whole blocks at the beginning of `bytes` and what is left behind them: the beginning of a block that has not come
 * to its end, to be given again with what follows. Columns are views of `bytes`. Throws where the bytes are no blocks:
 * what was found, what was expected.
 */
export function takeTrackBlocks(bytes: Uint8Array<ArrayBuffer>): { blocks: TrackBlock[]; rest: Uint8Array<ArrayBuffer> } {
  // A network hands over bytes at any address, and columns need theirs to be a multiple of 4.
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice()
  const view = new DataView(aligned.buffer, aligned.byteOffset, aligned.byteLength)
  const blocks: TrackBlock[] = []
  let at = 0
  while (aligned.byteLength - at >= TRACK_HEADER_BYTES) {
    const magic = view.getUint8(at)
    if (magic !== TRACK_MAGIC) throw new Error(`Got magic 0x${magic.toString(16)}, expected 0x54.`)
    const version = view.getUint8(at + 1)
    if (version !== TRACK_VERSION) throw new Error(`Got v${version} tracks, expected v${TRACK_VERSION}.`)
    const workers = view.getUint32(at + 4, true)
    const fixes = view.getUint32(at + 8, true)
    const size = bytesOf(workers, fixes)
    if (aligned.byteLength - at < size) break
    const columns = columnsOf(aligned, at, workers, fixes)
    if (columns.first[0] !== 0 || columns.first[workers] !== fixes) {
      throw new Error(`Got fixes from ${columns.first[0]} to ${columns.first[workers]}, expected 0 to ${fixes}.`)
    }
    blocks.push({
      fromMs: view.getFloat64(at + 16, true),
      toMs: view.getFloat64(at + 24, true),
      isKept: (view.getUint16(at + 2, true) & NOT_KEPT) === 0,
      ...columns,
    })
    at += size
  }
  return { blocks, rest: aligned.subarray(at) }
}

function bytesOf(workers: number, fixes: number): number {
  return TRACK_HEADER_BYTES + 4 * (2 * workers + 1) + 12 * fixes
}

/** The columns of the block that begins at `at`. All machines that run browsers or Node are little-endian. */
function columnsOf(bytes: Uint8Array<ArrayBuffer>, at: number, workers: number, fixes: number) {
  const { buffer } = bytes
  const ids = bytes.byteOffset + at + TRACK_HEADER_BYTES
  const first = ids + 4 * workers
  const times = first + 4 * (workers + 1)
  return {
    workerId: new Uint32Array(buffer, ids, workers),
    first: new Uint32Array(buffer, first, workers + 1),
    afterMs: new Uint32Array(buffer, times, fixes),
    lngSteps: new Int32Array(buffer, times + 4 * fixes, fixes),
    latSteps: new Int32Array(buffer, times + 8 * fixes, fixes),
  }
}
