import type { Queryable } from '../db/database.ts'

/**
 * Makes table areas what the version has: new ones are added, changed ones follow, those that it lacks are kept as
 * retired for what still names them. Returns the codes of those added or changed.
 */
export async function followAreas(transaction: Queryable, versionId: number): Promise<string[]> {
  const { rows } = await transaction.query<{ code: string }>(
    `insert into areas as a (code, level, name, name_en, parent_code, boundary)
     select code, level, name, name_en, parent_code, boundary from version_areas where version_id = $1
     on conflict (code) do update
       set level = excluded.level, name = excluded.name, name_en = excluded.name_en,
           parent_code = excluded.parent_code, boundary = excluded.boundary, retired = false
       where a.retired or not a.boundary = excluded.boundary
          or (a.level, a.name, a.name_en, a.parent_code)
             is distinct from (excluded.level, excluded.name, excluded.name_en, excluded.parent_code)
     returning code`,
    [versionId],
  )
  await transaction.query(
    `update areas set retired = true
      where not retired
        and not exists (select from version_areas v where v.version_id = $1 and v.code = areas.code)`,
    [versionId],
  )
  return rows.map(({ code }) => code)
}
