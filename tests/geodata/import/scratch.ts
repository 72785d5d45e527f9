import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

/** A folder of the test file's own, gone after its tests; writes files there and answers their paths. */
export function scratchFolder(): { directory: string; write: (name: string, content: string | Uint8Array) => string } {
  const directory = mkdtempSync(join(tmpdir(), 'gridwall-import-'))
  afterAll(() => rmSync(directory, { recursive: true, force: true }))
  return {
    directory,
    write: (name, content) => {
      const path = join(directory, name)
      writeFileSync(path, content)
      return path
    },
  }
}
