import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { UploadRecord } from '../contract/api/imports.ts'
import { badInput, ReplyError } from '../errors.ts'

const DAY_MS = 86_400_000

/** What a file may end with. */
const ENDINGS = ['.geojson', '.json', '.ndjson', '.geojsonl', '.zip', '.gpkg', '.csv']

/** A file that was sent, and where it lies. */
export interface Upload extends UploadRecord {
  path: string
}

/** Files that were sent to be imported: in a folder of the data directory, each with its name in a file beside it. */
export interface Uploads {
  /**
   * Keeps what the stream brings. Throws 400 naming `name` for a file of no kind that can be read, 413 for one of more
   * than `limitBytes`; then nothing of it stays.
   */
  save(name: string, stream: Readable, limitBytes: number): Promise<UploadRecord>
  /** The file of this id. Throws 400 naming `uploadId` where there is none, as after a day. */
  find(uploadId: string): Promise<Upload>
  remove(uploadIds: readonly string[]): Promise<void>
  /** Removes all that were sent more than a day before `nowMs`. */
  sweep(nowMs: number): Promise<void>
}

/** The uploads in a folder, which is made when it is needed. */
export function uploadsIn(directory: string): Uploads {
  const pathOf = (id: string): string => join(directory, id)
  const remove = async (id: string): Promise<void> => {
    await Promise.all([rm(pathOf(id), { force: true }), rm(`${pathOf(id)}.json`, { force: true })])
  }
  return {
    async save(name, stream, limitBytes) {
      const file = basename(name.replaceAll('\\', '/'))
      if (!ENDINGS.includes(extname(file).toLowerCase())) {
        throw badInput('name', name, `a file name that ends with ${ENDINGS.join(', ')} (a Shapefile as a .zip)`)
      }
      await mkdir(directory, { recursive: true, mode: 0o700 })
      const uploadId = randomUUID()
      let bytes = 0
      try {
        await pipeline(
          stream,
          async function* (chunks: AsyncIterable<Buffer>) {
            for await (const chunk of chunks) {
              bytes += chunk.length
              if (bytes > limitBytes) throw tooLarge(limitBytes)
              yield chunk
            }
          },
          createWriteStream(pathOf(uploadId), { mode: 0o600 }),
        )
        if (bytes === 0) throw badInput('body', '', 'the bytes of the file')
        const record: UploadRecord = { uploadId, file, bytes }
        await writeFile(`${pathOf(uploadId)}.json`, JSON.stringify(record), { mode: 0o600 })
        return record
      } catch (error) {
        await remove(uploadId)
        throw error
      }
    },
    async find(uploadId) {
      const text = await readFile(`${pathOf(uploadId)}.json`, 'utf8').catch(() => null)
      if (text === null) throw badInput('uploadId', uploadId, 'a file sent within the last day and not imported yet')
      return { ...(JSON.parse(text) as UploadRecord), path: pathOf(uploadId) }
    },
    async remove(uploadIds) {
      await Promise.all(uploadIds.map(remove))
    },
    async sweep(nowMs) {
      for (const name of await readdir(directory).catch(() => [])) {
        const path = pathOf(name)
        const sent = await stat(path).catch(() => null)
        if (sent !== null && nowMs - sent.mtimeMs > DAY_MS) await rm(path, { force: true })
      }
    },
  }
}

function tooLarge(limitBytes: number): ReplyError {
  const most = `${(limitBytes / 1024 ** 3).toFixed(1)} GiB`
  const message = `The file is larger than ${most}; use the command npm run import, or parts of it.`
  return new ReplyError(413, 'TOO_LARGE', message)
}
