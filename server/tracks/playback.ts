import { encodeTrackBlock } from '../contract/track-columns.ts'
import type { Database } from '../db/database.ts'
import { readFixes } from './playback-repository.ts'
import { sortFixes } from './sort-fixes.ts'

/** Most send a fix every ten seconds. */
const FIXES_PER_WORKER_AND_MS = 1 / 10_000
const LONGEST_SLICE_MS = 300_000
/** What one statement may ask for: so many rows, but no shorter a time, since looking up each worker costs as well. The
 * embedded database has one connection, for which everybody else waits meanwhile. */
const LIMITS = {
  server: { rows: 40_000, shortestMs: 60_000 },
  embedded: { rows: 3000, shortestMs: 20_000 },
} as const

export interface PlaybackQuestion {
  workerIds: readonly number[]
  fromMs: number
  toMs: number
  /** Positions before this are not kept any more. */
  keptFromMs: number
}

/**
 * The playback of some workers as blocks of bytes (contract/track-columns.ts), a slice of time each: all that is held
 * in memory is what is on its way. Who stops listening stops the reading.
 */
export async function* playBack(
  database: Database, { workerIds, fromMs, toMs, keptFromMs }: PlaybackQuestion,
): AsyncGenerator<Uint8Array> {
  const sliceMs = sliceFor(workerIds.length, LIMITS[database.kind])
  // A server reads one slice while the one before is on its way; the embedded database can do but one thing at a time.
  const width = database.kind === 'server' ? 2 : 1
  const coming: Promise<Uint8Array>[] = []
  for (let startMs = fromMs; startMs < toMs; startMs += sliceMs) {
    const block = readBlock(database, workerIds, startMs, Math.min(startMs + sliceMs, toMs), keptFromMs)
    // Its error is told in its turn; until then it is no one's.
    block.catch(() => {})
    coming.push(block)
    if (coming.length === width) yield await coming.shift()!
  }
  for (const block of coming) yield await block
}

/** The length of slices in which so many workers send about `rows` fixes. */
function sliceFor(workers: number, { rows, shortestMs }: { rows: number; shortestMs: number }): number {
  const fittingMs = rows / (Math.max(1, workers) * FIXES_PER_WORKER_AND_MS)
  return Math.min(LONGEST_SLICE_MS, Math.max(shortestMs, Math.floor(fittingMs)))
}

async function readBlock(
  database: Database, workerIds: readonly number[], fromMs: number, toMs: number, keptFromMs: number,
): Promise<Uint8Array> {
  const fixes = sortFixes(await readFixes(database, workerIds, fromMs, toMs))
  // What has not been deleted yet is still told.
  return encodeTrackBlock({ fromMs, toMs, isKept: fixes.afterMs.length > 0 || toMs > keptFromMs, ...fixes })
}
