import type { Queryable } from '../../db/database.ts'

/** The id after which findings are new: those of a version up to it are the ones that a check replaces. */
export async function lastFinding(database: Queryable): Promise<string> {
  const { rows } = await database.query<{ id: string }>('select coalesce(max(id), 0) as id from findings')
  return rows[0].id
}

/** Deletes what earlier checks of a version found. */
export async function removeOld(database: Queryable, versionId: number, upTo: string): Promise<void> {
  await database.query('delete from findings where version_id = $1 and import_id is null and id <= $2', [
    versionId, upTo,
  ])
}

/** What a check of some grids has looked at anew. */
export interface Rechecked {
  gridIds: readonly number[]
  /** The areas in which gaps were looked for. */
  areaCodes: readonly string[]
}

/**
 * Deletes what earlier checks found about the grids, or about grids that are gone by their code, gaps in the areas, and
 * what is always looked for as a whole: codes, areas without grids, and that nobody works anywhere.
 */
export async function removeOldOf(
  database: Queryable,
  versionId: number,
  upTo: string,
  { gridIds, areaCodes }: Rechecked,
): Promise<void> {
  await database.query(
    `delete from findings as f
      where f.version_id = $1 and f.import_id is null and f.id <= $2
        and case
              when kind in ('no-grid', 'bad-value') or codes = '{}' then true
              when kind = 'gap' then layer = 'community' and codes[1] = any($4::text[])
              when layer = 'areas' then false
              when kind = 'outside-parent' then exists (
                select from grids g where g.id = any($3::int[]) and g.layer = f.layer and g.code = f.codes[1])
                or not exists (
                select from grids g where g.version_id = $1 and g.layer = f.layer and g.code = f.codes[1])
              else exists (
                select from unnest(f.codes) as c (code)
                  left join grids g on g.version_id = $1 and g.layer = f.layer and g.code = c.code
                 where g.id is null or g.id = any($3::int[]))
            end`,
    [versionId, upTo, gridIds, areaCodes],
  )
}
