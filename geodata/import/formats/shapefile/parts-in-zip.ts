import { isUtf8 } from 'node:buffer'
import { PassThrough, pipeline, type Readable } from 'node:stream'
import { promisify } from 'node:util'
import yauzl from 'yauzl'
import { SourceError } from '../../source-error.ts'
import { PART_ENDS, type Part, type PartEnd, type ShapefileParts } from './shapefile-parts.ts'

/** More files than any Shapefile delivery has. */
const MOST_ENTRIES = 10_000

/**
 * The Shapefile in a zip, in whatever folder: the one called `table`, else the only one, else the one called like the
 * layer. Nothing is unpacked to disk. Throws SourceError for a zip that is damaged or has none, or more to choose from.
 */
export async function partsInZip(path: string, table: string | undefined, layer: string): Promise<ShapefileParts> {
  const zip = await openZip(path)
  try {
    const files = await filesOf(zip)
    const names = [...files.keys()].filter((name) => files.get(name)!['.shp'])
    const name =
      table ?? (names.length === 1 ? names[0]! : names.find((one) => one.split('/').at(-1)!.toLowerCase() === layer))
    if (names.length === 0) {
      throw new SourceError('There is no .shp in the zip', 'A zip is to hold the .shp, .dbf and .prj of a Shapefile')
    }
    if (name === undefined || !names.includes(name)) {
      const which =
        table === undefined ? `${names.length} Shapefiles are in the zip` : `There is no Shapefile ${table} in the zip`
      throw new SourceError(which, `Name one of ${names.join(', ')} as the table`)
    }
    return { names, name, parts: files.get(name)!, close: async () => zip.close() }
  } catch (error) {
    zip.close()
    throw error
  }
}

async function openZip(path: string): Promise<yauzl.ZipFile> {
  const open = promisify<string, yauzl.Options, yauzl.ZipFile>(yauzl.open)
  // Names are decoded here: those of Chinese Windows are GBK and do not say so.
  return open(path, { lazyEntries: true, autoClose: false, decodeStrings: false }).catch((error: Error) => {
    throw damaged(error)
  })
}

/** The parts in the zip by their path without the end. */
async function filesOf(zip: yauzl.ZipFile): Promise<Map<string, ShapefileParts['parts']>> {
  const files = new Map<string, ShapefileParts['parts']>()
  // In yauzl, not yet in its types.
  const entries = (zip as unknown as { eachEntry(): AsyncIterable<yauzl.Entry> }).eachEntry()
  let count = 0
  try {
    for await (const entry of entries) {
      if (++count > MOST_ENTRIES) {
        throw new SourceError(`More than ${MOST_ENTRIES} files are in the zip`, 'Zip only the Shapefile')
      }
      const name = nameOf(entry)
      const end = name.slice(-4).toLowerCase() as PartEnd
      if (!PART_ENDS.includes(end) || name.startsWith('__MACOSX/') || /(^|\/)\._/.test(name)) continue
      const base = name.slice(0, -4)
      files.set(base, { ...files.get(base), [end]: partOf(zip, entry) })
    }
  } catch (error) {
    throw error instanceof SourceError ? error : damaged(error as Error)
  }
  return files
}

function partOf(zip: yauzl.ZipFile, entry: yauzl.Entry): Part {
  return {
    bytes: entry.uncompressedSize,
    stream: () =>
      new Promise<Readable>((resolve, reject) => {
        zip.openReadStream(entry, (error, stream) => (error ? reject(damaged(error)) : resolve(lasting(stream))))
      }),
  }
}

/**
 * The same bytes from a stream that remembers its error: yauzl's only emits one, so that whoever asks later would wait
 * for ever, and ends the process if nobody listens just then.
 */
function lasting(stream: Readable): Readable {
  const lasting = new PassThrough()
  lasting.on('error', () => {})
  pipeline(stream, lasting, () => {})
  return lasting
}

function nameOf({ fileNameRaw }: yauzl.Entry): string {
  return new TextDecoder(isUtf8(fileNameRaw) ? 'utf-8' : 'gb18030').decode(fileNameRaw).replaceAll('\\', '/')
}

function damaged(cause: Error): SourceError {
  return new SourceError(`The zip cannot be read: ${cause.message}`, 'Zip the files once more', { cause })
}
