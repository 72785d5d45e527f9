import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { PART_ENDS, type PartEnd, type ShapefileParts } from './shapefile-parts.ts'

/** The files beside a .shp that have its name, in whatever case: Windows does not care, Linux does. */
export async function partsInDirectory(path: string): Promise<ShapefileParts> {
  const directory = dirname(path)
  const name = basename(path, extname(path))
  const parts: ShapefileParts['parts'] = {}
  for (const file of await readdir(directory)) {
    const end = extname(file).toLowerCase() as PartEnd
    if (!PART_ENDS.includes(end) || basename(file, extname(file)).toLowerCase() !== name.toLowerCase()) continue
    const full = end === '.shp' ? path : join(directory, file)
    const { size } = await stat(full)
    parts[end] = { bytes: size, stream: async () => createReadStream(full) }
  }
  return { names: [], name, parts, close: async () => {} }
}
