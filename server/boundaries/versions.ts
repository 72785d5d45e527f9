import type { VersionRecord } from '../contract/api/boundaries.ts'
import type { Queryable } from '../db/database.ts'

interface VersionRow extends Omit<VersionRecord, 'createdAt' | 'checkedAt' | 'periods'> {
  createdAt: Date
  checkedAt: Date | null
  /** Times as PostgreSQL writes them in JSON. */
  periods: VersionRecord['periods']
}

/** All versions, the newest first; `id` asks for one. */
export async function listVersions(database: Queryable, id?: number): Promise<VersionRecord[]> {
  const { rows } = await database.query<VersionRow>(
    `select v.id, v.state, v.note, v.based_on as "basedOn", v.revision, v.created_at as "createdAt",
            v.created_by as "createdBy", v.checked_at as "checkedAt", coalesce(p.periods, '[]') as periods,
            jsonb_build_object('community', coalesce(g.community, 0), 'street', coalesce(g.street, 0),
              'exclusive', coalesce(g.exclusive, 0)) as "gridCounts",
            (select count(*)::int from version_areas a where a.version_id = v.id) as "areaCount",
            (select max(id) from imports i where i.version_id = v.id) as "importId",
            jsonb_build_object('error', coalesce(f.error, 0), 'warning', coalesce(f.warning, 0),
              'note', coalesce(f.note, 0)) as findings
       from grid_versions v
       left join (
         select version_id, jsonb_agg(jsonb_build_object('validFrom', valid_from, 'validTo', valid_to,
                  'switchedBy', switched_by) order by id) as periods
           from version_periods group by version_id
       ) p on p.version_id = v.id
       left join (
         select version_id, count(*) filter (where layer = 'community') as community,
                count(*) filter (where layer = 'street') as street,
                count(*) filter (where layer = 'exclusive') as exclusive
           from grids group by version_id
       ) g on g.version_id = v.id
       left join (
         select version_id, count(*) filter (where severity = 'error') as error,
                count(*) filter (where severity = 'warning') as warning,
                count(*) filter (where severity = 'note') as note
           from findings where version_id is not null group by version_id
       ) f on f.version_id = v.id
      where v.state <> 'unfinished' and ($1::int is null or v.id = $1)
      order by v.id desc`,
    [id ?? null],
  )
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    checkedAt: row.checkedAt?.toISOString() ?? null,
    periods: row.periods.map(({ validFrom, validTo, switchedBy }) => ({
      validFrom: new Date(validFrom).toISOString(),
      validTo: validTo === null ? null : new Date(validTo).toISOString(),
      switchedBy,
    })),
  }))
}

/** The id of the version in force, or null in a database without one. */
export async function readVersionInForce(database: Queryable): Promise<number | null> {
  const { rows } = await database.query<{ id: number }>(`select id from grid_versions where state = 'in-force'`)
  return rows[0]?.id ?? null
}

/** What the city stands on now: by these two a process notices that another one has changed it. */
export async function readInForce(database: Queryable): Promise<{ versionId: number | null; importsApplied: number }> {
  const { rows } = await database.query<{ versionId: number | null; importsApplied: number }>(
    `select (select id from grid_versions where state = 'in-force') as "versionId",
            (select count(*)::int from imports where state = 'applied') as "importsApplied"`,
  )
  return rows[0]
}

/** The version that was in force before the present one, or null where it was the first. */
export async function readVersionBefore(database: Queryable): Promise<number | null> {
  const { rows } = await database.query<{ version_id: number }>(
    'select version_id from version_periods where valid_to is not null order by id desc limit 1',
  )
  return rows[0]?.version_id ?? null
}
