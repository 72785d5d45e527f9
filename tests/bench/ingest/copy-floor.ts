import type { Database } from '../../../server/db/database.ts'

/**
 * How many of the stored positions a second the database takes by COPY, from a file of its own in its own format, into
 * a table of the same columns and key: what no way in can beat. Null where the database may not write files.
 */
export async function copyFloor(database: Database): Promise<number | null> {
  const file = database.kind === 'embedded' ? '/tmp/gridwall-floor' : '/tmp/gridwall-floor.' + process.pid
  try {
    const { rowCount } = await database.query(`copy (select * from positions limit 500000) to '${file}' (format binary)`)
    await database.query(`create table floor (like positions including all) partition by range (recorded_at)`)
    await database.query(`create table floor_rows partition of floor default`)
    const times: number[] = []
    for (let round = 0; round < 3; round++) {
      await database.query('truncate floor')
      const start = performance.now()
      await database.query(`copy floor from '${file}' (format binary)`)
      times.push(performance.now() - start)
    }
    return Math.round((rowCount! / Math.min(...times)) * 1000)
  } catch {
    return null
  } finally {
    await database.query('drop table if exists floor')
  }
}
