import type { Finding } from '../../contract/api/boundaries.ts'
import type { Database } from '../../db/database.ts'
import { readFindings } from '../quality/read-findings.ts'

/** The most that readFindings gives at once. */
const PAGE = 1000

/** The findings of a version that name one of these grids, or lie where they are, and the gaps in these areas. */
export async function findingsAround(
  database: Database, versionId: number, gridIds: readonly number[], areaCodes: readonly string[],
): Promise<Finding[]> {
  const { rows } = await database.query<{ ids: string[] | null }>(
    `select array_agg(f.id order by f.id) as ids from findings f
      where f.version_id = $1 and (f.kind = 'gap' and f.codes && $3::text[] or exists (
        select from grids g where g.version_id = $1 and g.id = any($2::int[]) and f.layer = g.layer
           and (g.code = any(f.codes) or f.shape && g.boundary)))`,
    [versionId, gridIds, areaCodes],
  )
  const wanted = new Set((rows[0].ids ?? []).map(Number))
  const found: Finding[] = []
  for (let after = 0; found.length < wanted.size;) {
    const { findings } = await readFindings(database, { versionId }, { after, limit: PAGE })
    found.push(...findings.filter(({ id }) => wanted.has(id)))
    if (findings.length < PAGE) break
    after = findings[findings.length - 1].id
  }
  return found
}
