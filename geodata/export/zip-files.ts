import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import yazl from 'yazl'

/** Puts files of `directory` into `directory/name.zip` and removes them. Answers the name of the zip. */
export async function zipFiles(directory: string, name: string, files: readonly string[]): Promise<string> {
  const zip = new yazl.ZipFile()
  for (const file of files) zip.addFile(join(directory, file), file)
  zip.end()
  await pipeline(zip.outputStream, createWriteStream(join(directory, `${name}.zip`)))
  for (const file of files) await rm(join(directory, file))
  return `${name}.zip`
}
