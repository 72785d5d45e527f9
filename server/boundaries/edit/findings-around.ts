import type { Finding } from '../../contract/api/boundaries.ts'
import type { Database } from '../../db/database.ts'
import { readFindings } from '../quality/read-findings.ts'

/** More than this about one change nobody reads. */
const MOST = 1000

/** The findings of a version that name one of these grids, or lie where they are, and the gaps in these areas. */
export async function findingsAround(
  database: Database, versionId: number, gridIds: readonly number[], areaCodes: readonly string[],
): Promise<Finding[]> {
  const { rows } = await database.query<{ id: string }>(
    `select f.id from findings f
      where f.version_id = $1 and (f.kind = 'gap' and f.codes && $3::text[] or exists (
        select from grids g where g.version_id = $1 and g.id = any($2::int[]) and f.layer = g.layer
           and (g.code = any(f.codes) or f.shape && g.boundary)))
      order by f.id limit ${MOST}`,
    [versionId, gridIds, areaCodes],
  )
  const ids = rows.map(({ id }) => id)
  return (await readFindings(database, { versionId, ids }, { limit: MOST })).findings
}
