import { takeTrackBlocks, type TrackBlock } from '../../../server/contract/track-columns.ts'
import { getStream } from '../../api/fetch-json.ts'

/** Reads a playback block by block, as they come. Resolves after the last one; rejects as getStream does, and with an
 * Error where the answer ends within a block. */
export async function loadTracks(path: string, signal: AbortSignal, take: (block: TrackBlock) => void): Promise<void> {
  const reader = (await getStream(path, signal)).getReader()
  let rest = new Uint8Array(0)
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    const bytes = new Uint8Array(rest.byteLength + read.value.byteLength)
    bytes.set(rest)
    bytes.set(read.value, rest.byteLength)
    const taken = takeTrackBlocks(bytes)
    for (const block of taken.blocks) take(block)
    rest = taken.rest
  }
  if (rest.byteLength > 0) throw new Error(`The answer ended ${rest.byteLength} bytes into a block.`)
}
