import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What devices know of themselves over a restart: which of them have an alarm on. */
export interface RaisedFile {
  read(): string[]
  write(keys: Iterable<string>): void
}

/** Kept in `directory`; a file that is missing or cut short means that no alarm is on. */
export function openRaisedFile(directory: string): RaisedFile {
  const file = join(directory, 'field-alarms.json')
  return {
    read() {
      try {
        const keys: unknown = JSON.parse(readFileSync(file, 'utf8'))
        return Array.isArray(keys) ? keys.filter((key) => typeof key === 'string') : []
      } catch {
        return []
      }
    },
    write(keys) {
      mkdirSync(directory, { recursive: true })
      writeFileSync(`${file}.new`, JSON.stringify([...keys]))
      renameSync(`${file}.new`, file)
    },
  }
}
