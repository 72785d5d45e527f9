import { writeAudit } from '../auth/audit.ts'
import type { GridLayer } from '../contract/api/grids.ts'
import type { Database } from '../db/database.ts'
import { conflict, notFound } from '../errors.ts'
import { lockBoundaries } from './boundary-lock.ts'
import { readVersionInForce } from './versions.ts'

export interface NewDraft {
  note: string
  /** The version in force unless named. */
  basedOn?: number | undefined
  actor: string
}

/** Grids copied or deleted at a time: a large city takes seconds, and others want the embedded database meanwhile. */
const LOT = 2000

/** A version that was left unfinished this long ago belongs to a process that has ended. */
const LEFT_AFTER = '1 hour'

/**
 * Makes a draft that is a copy of a version, areas and grids, and returns its id. Ids of grids go on from the highest,
 * in the order of layer and code, so that of two grids the one with the smaller code has the smaller id. Nobody sees
 * the draft until it is complete. Throws 404 where there is no such version.
 */
export async function createDraft(database: Database, { note, basedOn, actor }: NewDraft): Promise<number> {
  await removeLeft(database)
  const { id, base } = await database.transaction(async (transaction) => {
    await lockBoundaries(transaction)
    const base = basedOn ?? (await readVersionInForce(transaction))
    const { rows } = await transaction.query<{ id: number }>(
      `insert into grid_versions (id, state, note, based_on, created_by)
       select (select max(id) + 1 from grid_versions), 'unfinished', $2, id, $3
         from grid_versions where id = $1 and state <> 'unfinished'
       returning id`,
      [base, note, actor],
    )
    if (rows.length === 0) throw notFound('version', base ?? 'in force')
    const { id } = rows[0]
    await transaction.query(
      `insert into version_areas (version_id, code, level, name, name_en, parent_code, boundary)
       select $2, code, level, name, name_en, parent_code, boundary from version_areas where version_id = $1`,
      [base, id],
    )
    return { id, base }
  })
  let copied: GridPlace | undefined
  do copied = await copyGrids(database, base!, id, copied)
  while (copied !== undefined)
  await database.transaction(async (transaction) => {
    await transaction.query(`update grid_versions set state = 'draft' where id = $1`, [id])
    await writeAudit(transaction, actor, 'make-draft', `version:${id}`, { basedOn: base })
  })
  return id
}

/** Throws a draft away with its grids. Throws 404 where there is none, 409 for a version that was ever in force. */
export async function deleteDraft(database: Database, id: number, actor: string): Promise<void> {
  await database.transaction(async (transaction) => {
    await lockBoundaries(transaction)
    const { rows } = await transaction.query<{ state: string; import_id: number | null }>(
      `select state, (select max(id) from imports where version_id = grid_versions.id
                        and state in ('reading', 'checking', 'ready')) as import_id
         from grid_versions where id = $1 and state <> 'unfinished'`,
      [id],
    )
    if (rows.length === 0) throw notFound('version', id)
    const { state, import_id: importId } = rows[0]
    if (state !== 'draft') throw conflict('NO_DRAFT', `Version ${id} is ${state}: only a draft can be thrown away.`)
    if (importId !== null) {
      throw conflict('BELONGS_TO_IMPORT', `Draft ${id} belongs to import ${importId}: discard that instead.`)
    }
    await transaction.query('update grid_versions set based_on = null where based_on = $1', [id])
    await transaction.query(`update grid_versions set state = 'unfinished' where id = $1`, [id])
    await writeAudit(transaction, actor, 'delete-draft', `version:${id}`)
  })
  await removeVersion(database, id)
}

interface GridPlace {
  layer: GridLayer
  code: string
}

/** Copies the next grids after a place; returns the last of them, undefined where there are no more. */
async function copyGrids(
  database: Database,
  from: number,
  to: number,
  after: GridPlace | undefined,
): Promise<GridPlace | undefined> {
  return database.transaction(async (transaction) => {
    await lockBoundaries(transaction)
    const { rows } = await transaction.query<GridPlace>(
      `insert into grids (id, version_id, layer, code, name, name_en, area_code, unit_id, boundary)
       select (select max(id) from grids) + row_number() over (order by layer, code collate "C"), $2, layer, code, name,
              name_en, area_code, unit_id, boundary
         from grids where version_id = $1 and (layer, code collate "C") > ($3, $4)
        order by layer, code collate "C" limit ${LOT}
       returning layer, code`,
      [from, to, after?.layer ?? '', after?.code ?? ''],
    )
    return rows.at(-1)
  })
}

/** Deletes an unfinished version. */
async function removeVersion(database: Database, id: number): Promise<void> {
  for (let deleted = 1; deleted > 0;) {
    const { rowCount } = await database.query(
      `delete from grids where id in (select id from grids where version_id = $1 limit ${LOT})`,
      [id],
    )
    deleted = rowCount ?? 0
  }
  await database.query(`delete from grid_versions where id = $1 and state = 'unfinished'`, [id])
}

/** Deletes what processes that ended have left unfinished. */
async function removeLeft(database: Database): Promise<void> {
  const { rows } = await database.query<{ id: number }>(
    `select id from grid_versions where state = 'unfinished' and created_at < now() - interval '${LEFT_AFTER}'`,
  )
  for (const { id } of rows) await removeVersion(database, id)
}
