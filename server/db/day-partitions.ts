import type { Queryable } from './database.ts'

const dayMs = 86_400_000

/** The UTC day an instant lies in, as '2026-11-21'. */
export function utcDay(at: Date): string {
  return at.toISOString().slice(0, 10)
}

/**
 * Returns the function that makes sure `positions` has the partition of each of the given UTC days. Days seen before
 * cost nothing. Safe while other processes do the same. Run it outside the transaction that inserts: making a
 * partition locks the whole table until the commit.
 */
export function dayPartitions(database: Queryable): (days: Iterable<string>) => Promise<void> {
  // The promise, not the day, is kept: who comes while it is being made waits for it too.
  const made = new Map<string, Promise<void>>()
  return async (days) => {
    await Promise.all(
      Array.from(new Set(days), (day) => {
        let making = made.get(day)
        if (!making) {
          making = makePartition(database, day)
          made.set(day, making)
          making.catch(() => made.delete(day))
        }
        return making
      }),
    )
  }
}

async function makePartition(database: Queryable, day: string): Promise<void> {
  const from = new Date(`${day}T00:00:00Z`)
  if (Number.isNaN(from.getTime()) || utcDay(from) !== day) {
    throw new Error(`A partition is for a day such as 2026-11-21, not ${JSON.stringify(day)}`)
  }
  const until = utcDay(new Date(from.getTime() + dayMs))
  try {
    await database.query(
      `create table if not exists positions_${day.replaceAll('-', '_')} partition of positions
       for values from ('${day} 00:00:00+00') to ('${until} 00:00:00+00')`,
    )
  } catch (error) {
    // "if not exists" looks before it locks: of two processes at once one may still come second.
    // 42P07 the table exists, 42P17 its range overlaps (with itself), 23505 the same as seen by the catalogue.
    const { code } = error as { code?: string }
    if (code !== '42P07' && code !== '42P17' && code !== '23505') throw error
  }
}
