import { execFile } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { Queryable } from '../../../server/db/database.ts'

/** Makes the operating system forget what it keeps in memory of a table and its key, so that the next who asks waits for
 * the disk. False where this process may not see the server's files. What the server itself keeps stays. */
export async function forgetPages(database: Queryable, table: string): Promise<boolean> {
  try {
    await database.query('checkpoint')
    const { rows } = await database.query<{ path: string }>(
      `select current_setting('data_directory') || '/' || pg_relation_filepath(oid) as path
         from pg_class where relname::text in ($1::text, $1::text || '_pkey')`,
      [table],
    )
    for (const { path } of rows) {
      const segments = (await readdir(dirname(path))).filter((name) => name.split('.')[0] === basename(path))
      for (const segment of segments) {
        await promisify(execFile)('dd', [`if=${join(dirname(path), segment)}`, 'of=/dev/null', 'iflag=nocache', 'count=0'])
      }
    }
    return rows.length > 0
  } catch {
    return false
  }
}
