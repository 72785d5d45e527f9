import type { Pulse } from '../contract/live.ts'
import type { Queryable } from '../db/database.ts'

/** The counters of a pulse that only the database knows. */
export type PulseCounts = Pick<
  Pulse, 'casesToday' | 'casesOpen' | 'casesOverdue' | 'casesClosedToday' | 'alarmsActive'
>

/** Counts the cases and alarms of a scope; `dayStart` is when the city's day began. An
 * alarm is active until it is both acknowledged and cleared. */
export async function readPulseCounts(database: Queryable, scopeCode: string, dayStart: Date): Promise<PulseCounts> {
  const { rows } = await database.query<PulseCounts>(
    `select
       (select count(*)::int from cases
         where reported_at >= $2 and area_code like $1 || '%') as "casesToday",
       (select count(*)::int from cases
         where closed_at >= $2 and status in ('closed', 'archived') and area_code like $1 || '%') as "casesClosedToday",
       (select count(*)::int from alarms
         where not (acknowledged and cleared) and area_code like $1 || '%') as "alarmsActive",
       open.*
     from (
       select count(*)::int as "casesOpen", (count(*) filter (where colour = 'red'))::int as "casesOverdue"
         from cases where status not in ('closed', 'archived', 'rejected', 'merged') and area_code like $1 || '%'
     ) as open`,
    [scopeCode, dayStart],
  )
  return rows[0]
}
