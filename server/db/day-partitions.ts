import type { Database } from './database.ts'

const DAY_MS = 86_400_000
/** Whoever writes does not wait longer for a day to be made. */
const PATIENCE = { withinMs: 10_000 }

type Asked = Pick<Database, 'query'>

/** The tables that are partitioned by day; each partition is named after its table and its day: positions_2026_11_21. */
export type DayTable = 'positions' | 'readings'

/** The UTC day an instant lies in, as '2026-11-21'. */
export function utcDay(at: Date): string {
  return at.toISOString().slice(0, 10)
}

/** The UTC days that instants (Unix milliseconds) lie in, each once. */
export function utcDaysOf(instantsMs: Iterable<number>): string[] {
  const days = new Set<number>()
  for (const atMs of instantsMs) days.add(Math.floor(atMs / DAY_MS))
  return Array.from(days, (day) => utcDay(new Date(day * DAY_MS)))
}

/**
 * The days' partitions of a table. A day that was made sure of before costs nothing. Safe while other processes do the
 * same. Not to be used inside a transaction that inserts: making or dropping a partition locks the whole table until
 * the commit.
 */
export interface DayPartitions {
  /** Makes sure that the table has the partitions of these UTC days. */
  ensure(days: Iterable<string>): Promise<void>
  /** Drops the partitions of all days before `day` with what is in them; returns how many. Throws where somebody reads
   * them for longer than 2 s. */
  dropBefore(day: string): Promise<number>
  /** Looks anew for every day: an insert has found no partition, since another process dropped it. */
  forget(): void
}

/** The partitions of `table`. */
export function dayPartitions(database: Asked, table: DayTable): DayPartitions {
  // The promise, not the day, is kept: who comes while it is being made waits for it too.
  const made = new Map<string, Promise<void>>()
  return {
    async ensure(days) {
      await Promise.all(
        Array.from(new Set(days), (day) => {
          let making = made.get(day)
          if (!making) {
            making = makePartition(database, table, day)
            made.set(day, making)
            making.catch(() => made.delete(day))
          }
          return making
        }),
      )
    },
    async dropBefore(day) {
      const names = await partitionsBefore(database, table, day)
      made.clear()
      // Whoever came after a drop that waits would wait as well: better another time.
      for (const name of names) await database.query(`set local lock_timeout = '2s'; drop table if exists ${name}`)
      return names.length
    },
    forget: () => made.clear(),
  }
}

function partitionOf(table: DayTable, day: string): string {
  return `${table}_${day.replaceAll('-', '_')}`
}

/** The start of a day, which must be one. */
function startOf(day: string): Date {
  const from = new Date(`${day}T00:00:00Z`)
  if (Number.isNaN(from.getTime()) || utcDay(from) !== day) {
    throw new Error(`A partition is for a day such as 2026-11-21, not ${JSON.stringify(day)}`)
  }
  return from
}

async function makePartition(database: Asked, table: DayTable, day: string): Promise<void> {
  const until = utcDay(new Date(startOf(day).getTime() + DAY_MS))
  try {
    await database.query(
      `create table if not exists ${partitionOf(table, day)} partition of ${table}
       for values from ('${day} 00:00:00+00') to ('${until} 00:00:00+00')`,
      [],
      PATIENCE,
    )
  } catch (error) {
    // "if not exists" looks before it locks: of two processes at once one may still come second.
    // 42P07 the table exists, 42P17 its range overlaps (with itself), 23505 the same as seen by the catalogue.
    const { code } = error as { code?: string }
    if (code !== '42P07' && code !== '42P17' && code !== '23505') throw error
  }
}

/** The names sort as the days do. */
async function partitionsBefore(database: Asked, table: DayTable, day: string): Promise<string[]> {
  const first = partitionOf(table, utcDay(startOf(day)))
  const { rows } = await database.query<{ name: string }>(
    `select child.relname as name from pg_inherits join pg_class as child on child.oid = inhrelid
      where inhparent = $1::regclass and child.relname ~ $2 and child.relname < $3 order by 1`,
    [table, `^${table}_\\d{4}_\\d\\d_\\d\\d$`, first],
  )
  return rows.map(({ name }) => name)
}
