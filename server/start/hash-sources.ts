import { createHash } from 'node:crypto'
import { readFile, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

const repository = join(import.meta.dirname, '../..')

/** A hash over the names and the bytes of these files of the repository and of all files in these of its folders. */
export async function hashSources(paths: readonly string[]): Promise<string> {
  const hash = createHash('sha256')
  for (const path of paths) {
    for (const file of await filesUnder(path)) hash.update(file).update('\0').update(await readFile(join(repository, file)))
  }
  return hash.digest('hex')
}

async function filesUnder(path: string): Promise<string[]> {
  if (!(await stat(join(repository, path))).isDirectory()) return [path]
  const entries = await readdir(join(repository, path), { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(repository.length + 1))
    .sort()
}
