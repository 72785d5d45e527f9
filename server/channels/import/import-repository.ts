import type { CaseImportRecord, ImportedRow } from '../../contract/api/channels.ts'
import type { Queryable } from '../../db/database.ts'

/** A table that was imported, before it has an id. */
export interface NewImport extends Omit<CaseImportRecord, 'id'> {
  scopeCode: string
  results: readonly ImportedRow[]
}

/** Keeps what became of a table; answers its id. */
export async function insertImport(database: Queryable, one: NewImport): Promise<number> {
  const { rows } = await database.query<{ id: string }>(
    `insert into case_imports (file, channel, scope_code, imported_at, imported_by, created, known, refused, results)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb) returning id`,
    [
      one.file, one.channel, one.scopeCode, one.importedAt, one.importedBy, one.created, one.known, one.refused,
      JSON.stringify(one.results),
    ],
  )
  return Number(rows[0].id)
}

/** The latest tables that were imported within a scope, newest first. */
export async function listImports(database: Queryable, scopeCode: string, limit: number): Promise<CaseImportRecord[]> {
  const { rows } = await database.query<Omit<CaseImportRecord, 'importedAt'> & { importedAt: Date }>(
    `select id::float8 as id, file, channel, imported_at as "importedAt", imported_by as "importedBy", created, known,
            refused
       from case_imports where scope_code like $1 || '%' order by case_imports.id desc limit $2`,
    [scopeCode, limit],
  )
  return rows.map(({ importedAt, ...row }) => ({ ...row, importedAt: importedAt.toISOString() }))
}

/** What became of the rows of a table, or null where there is none of this id in the scope. */
export async function findResults(database: Queryable, id: number, scopeCode: string): Promise<ImportedRow[] | null> {
  const { rows } = await database.query<{ results: ImportedRow[] }>(
    `select results from case_imports where id = $1 and scope_code like $2 || '%'`, [id, scopeCode],
  )
  return rows[0]?.results ?? null
}
