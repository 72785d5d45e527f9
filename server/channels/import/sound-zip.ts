import { buffer } from 'node:stream/consumers'
import { fromBufferPromise } from 'yauzl'
import yazl from 'yazl'

/** More parts than any workbook has. */
const MOST_PARTS = 2000

/**
 * The parts of a zip whose names end so, as a zip that holds them as they are: what its directory lists, nothing that lies
 * between, of the sizes that it states, together at most so many bytes. Rejects where it is no whole zip, a part is
 * longer than stated, or they are too many or too large: no more has been inflated then.
 */
export async function soundZip(bytes: Buffer, endings: readonly string[], mostBytes: number): Promise<Buffer> {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true })
  const sound = new yazl.ZipFile()
  let [parts, size] = [0, 0]
  for await (const entry of zip.eachEntry()) {
    if (!endings.some((ending) => entry.fileName.endsWith(ending))) continue
    parts += 1
    size += entry.uncompressedSize
    if (parts > MOST_PARTS || size > mostBytes) throw new RangeError(`${entry.fileName} makes the zip too large`)
    sound.addBuffer(await buffer(await zip.openReadStreamPromise(entry)), entry.fileName, { compress: false })
  }
  sound.end()
  return buffer(sound.outputStream as unknown as NodeJS.ReadableStream)
}
