import type { ImportRecord } from '../contract/api/imports.ts'
import type { Queryable } from '../db/database.ts'

export type ImportProgress = ImportRecord['progress']

/** Written to the database no more often than this. */
const WRITE_EVERY_MS = 300

export interface ProgressKeeper {
  /** Tells how far an import is: bytes while 'reading', steps while 'checking'. */
  report(step: 'reading' | 'checking', done: number, total: number): Promise<void>
}

/** Keeps the progress of an import where others can see it, and tells `listener` of every step. */
export function progressOf(
  database: Queryable,
  importId: number,
  listener: (progress: ImportProgress) => void = () => {},
): ProgressKeeper {
  let writtenAtMs = -Infinity
  return {
    async report(step, done, total) {
      listener({ step, done, total })
      const nowMs = performance.now()
      if (done < total && nowMs - writtenAtMs < WRITE_EVERY_MS) return
      writtenAtMs = nowMs
      await database.query('update imports set progress = $2::jsonb where id = $1', [
        importId,
        JSON.stringify({ step, done, total }),
      ])
    },
  }
}
