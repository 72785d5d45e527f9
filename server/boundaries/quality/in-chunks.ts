/** One statement is to take about so long: others wait for it on an embedded database, which has one connection. */
const STATEMENT_MS = 80
const FIRST_CHUNK = 8
const LARGEST_CHUNK = 1000

/**
 * Runs `run` over all items in order, in chunks that grow and shrink so that each takes about 80 ms. Where the geometry
 * engine gives up on a chunk it is halved until the one item is found that it cannot do, which `onFailure` is told; the
 * rest goes on. Every other error passes.
 */
export async function inChunks<Item>(
  items: readonly Item[],
  run: (chunk: Item[]) => Promise<void>,
  onFailure: (item: Item, error: Error) => Promise<void>,
): Promise<void> {
  let size = FIRST_CHUNK
  for (let start = 0; start < items.length; ) {
    const chunk = items.slice(start, start + size)
    start += chunk.length
    const beganMs = performance.now()
    await runHalving(chunk, run, onFailure)
    const tookMs = performance.now() - beganMs
    const wanted = Math.round((chunk.length * STATEMENT_MS) / Math.max(1, tookMs))
    size = Math.max(1, Math.min(wanted, 4 * size, LARGEST_CHUNK))
  }
}

async function runHalving<Item>(
  chunk: Item[],
  run: (chunk: Item[]) => Promise<void>,
  onFailure: (item: Item, error: Error) => Promise<void>,
): Promise<void> {
  try {
    await run(chunk)
  } catch (error) {
    if (!isGeometryFailure(error)) throw error
    if (chunk.length === 1) return onFailure(chunk[0], error)
    const middle = chunk.length >> 1
    await runHalving(chunk.slice(0, middle), run, onFailure)
    await runHalving(chunk.slice(middle), run, onFailure)
  }
}

/** Whether PostGIS or GEOS gave up ('TopologyException …'): to PostgreSQL an internal error, as nothing else here. */
export function isGeometryFailure(error: unknown): error is Error {
  return error instanceof Error && (error as { code?: unknown }).code === 'XX000'
}
