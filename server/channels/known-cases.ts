import type { Queryable } from '../db/database.ts'

/** The cases of a channel by the numbers under which it has sent them; numbers that are new are left out. */
export async function findKnownCases(
  database: Queryable, channel: string, externalNumbers: readonly string[],
): Promise<ReadonlyMap<string, { id: number; number: string; areaCode: string }>> {
  if (externalNumbers.length === 0) return new Map()
  const { rows } = await database.query<{ id: number; number: string; areaCode: string; externalNumber: string }>(
    `select id::float8 as id, number, area_code as "areaCode", external_number as "externalNumber" from cases
      where channel = $1 and external_number = any($2)`,
    [channel, externalNumbers],
  )
  return new Map(rows.map(({ externalNumber, ...found }) => [externalNumber, found]))
}
