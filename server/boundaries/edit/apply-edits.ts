import { writeAudit } from '../../auth/audit.ts'
import type { EditBody, EditResult } from '../../contract/api/boundaries.ts'
import type { GridLayer } from '../../contract/api/grids.ts'
import type { Database, Queryable } from '../../db/database.ts'
import { badInput, conflict, notFound } from '../../errors.ts'
import { lockBoundaries } from '../boundary-lock.ts'
import { checkVersion } from '../quality/check-version.ts'
import { checkEdits } from './check-edits.ts'
import { findingsAround } from './findings-around.ts'

interface OldGrid {
  id: number
  layer: GridLayer
  code: string
  areaCode: string
}

/**
 * Changes grids of a draft, all or none, and checks the quality of what changed. Answers the draft's new revision, the
 * ids of the added grids in their order, and the findings in and around what changed. Throws 400 that names what is
 * wrong, 404 for no such version or grid, 409 where the version is no draft or `revision` is not its revision.
 */
export async function applyEdits(
  database: Database, versionId: number, body: EditBody, actor: string,
): Promise<EditResult> {
  checkEdits(body)
  const { revision, addedIds, touched, emptied } = await database.transaction(async (transaction) => {
    await lockBoundaries(transaction)
    const revision = await takeRevision(transaction, versionId, body.revision)
    const old = await readOldGrids(transaction, versionId, body)
    const layer = layerOf(body, old)
    await transaction.query('delete from grids where version_id = $1 and id = any($2::int[])', [
      versionId, body.removed,
    ])
    await changeGrids(transaction, versionId, layer, body, old)
    const addedIds = await addGrids(transaction, versionId, body.added)
    const touched = [...body.changed.map(({ id }) => id), ...addedIds]
    await refuseWrong(transaction, versionId, touched)
    await writeAudit(transaction, actor, 'edit-boundaries', `version:${versionId}`, {
      revision, layer, changed: body.changed.map(({ id }) => id), added: addedIds, removed: body.removed,
    })
    const emptied = [...new Set(body.removed.map((id) => old.get(id)!.areaCode))]
    return { revision, addedIds, touched, emptied }
  })
  await checkVersion(database, versionId, { within: touched, withinAreas: emptied })
  return { revision, addedIds, findings: await findingsAround(database, versionId, touched, emptied) }
}

async function takeRevision(transaction: Queryable, versionId: number, expected: number): Promise<number> {
  const { rows } = await transaction.query<{ state: string; revision: number }>(
    'select state, revision from grid_versions where id = $1 for update',
    [versionId],
  )
  if (rows.length === 0) throw notFound('version', versionId)
  const { state, revision } = rows[0]
  if (state !== 'draft') throw conflict('NO_DRAFT', `Version ${versionId} is ${state}: only a draft can be edited.`)
  if (revision !== expected) {
    throw conflict(
      'DRAFT_CHANGED',
      `Draft ${versionId} is at revision ${revision}, not ${expected}: somebody else has changed it. Load it again.`,
    )
  }
  await transaction.query('update grid_versions set revision = revision + 1 where id = $1', [versionId])
  return revision + 1
}

async function readOldGrids(
  transaction: Queryable, versionId: number, { changed, removed }: EditBody,
): Promise<Map<number, OldGrid>> {
  const ids = [...changed.map(({ id }) => id), ...removed]
  const { rows } = await transaction.query<OldGrid>(
    `select id, layer, code, area_code as "areaCode" from grids where version_id = $1 and id = any($2::int[])`,
    [versionId, ids],
  )
  const old = new Map(rows.map((grid) => [grid.id, grid]))
  const missing = ids.find((id) => !old.has(id))
  if (missing !== undefined) throw notFound(`grid of version ${versionId}:`, missing)
  return old
}

function layerOf({ added }: EditBody, old: ReadonlyMap<number, OldGrid>): GridLayer {
  const layers = [...new Set([...[...old.values()].map(({ layer }) => layer), ...added.map(({ layer }) => layer)])]
  if (layers.length > 1) throw badInput('layer', layers, 'grids of one layer')
  return layers[0]
}

async function changeGrids(
  transaction: Queryable, versionId: number, layer: GridLayer, { changed, added }: EditBody,
  old: ReadonlyMap<number, OldGrid>,
): Promise<void> {
  const recoded = changed.filter(({ id, code }) => code !== undefined && code !== old.get(id)!.code)
  // two grids may exchange their codes
  await transaction.query(`update grids set code = '~' || id where version_id = $1 and id = any($2::int[])`, [
    versionId, recoded.map(({ id }) => id),
  ])
  const codes = [...recoded, ...added].map(({ code }) => code!)
  const taken = await transaction.query<{ code: string }>(
    'select code from grids where version_id = $1 and layer = $2 and code = any($3::text[]) limit 1',
    [versionId, layer, codes],
  )
  if (taken.rows.length > 0) throw badInput('code', taken.rows[0].code, `a code that no other ${layer} grid has`)
  await transaction.query(
    `update grids g set code = coalesce(c.code, g.code), name = coalesce(c.name, g.name),
            name_en = coalesce(c."nameEn", g.name_en),
            boundary = coalesce(st_setsrid(st_geomfromgeojson(c.boundary::text), 4326), g.boundary)
       from jsonb_to_recordset($2::jsonb) as c (id int, code text, name text, "nameEn" text, boundary jsonb)
      where g.version_id = $1 and g.id = c.id`,
    [versionId, JSON.stringify(changed)],
  )
}

async function addGrids(transaction: Queryable, versionId: number, added: EditBody['added']): Promise<number[]> {
  if (added.length === 0) return []
  const { rows } = await transaction.query<{ id: number }>(
    `insert into grids (id, version_id, layer, code, name, name_en, area_code, unit_id, boundary)
     select (select max(id) from grids) + number, $1, grid->>'layer', grid->>'code', grid->>'name', grid->>'nameEn',
            grid->>'areaCode', (grid->>'unitId')::int,
            st_setsrid(st_geomfromgeojson((grid->'boundary')::text), 4326)
       from jsonb_array_elements($2::jsonb) with ordinality as a (grid, number)
      returning id`,
    [versionId, JSON.stringify(added)],
  )
  return rows.map(({ id }) => id).sort((a, b) => a - b)
}

interface CheckedGrid {
  code: string
  areaCode: string
  areaKnown: boolean
  /** Why it is not valid; null where it is. */
  reason: string | null
}

/** Throws 400 for the first of these grids that is no valid polygon, or whose code is not that of its area and more. */
async function refuseWrong(transaction: Queryable, versionId: number, ids: readonly number[]): Promise<void> {
  const { rows } = await transaction.query<CheckedGrid>(
    `select g.code, g.area_code as "areaCode", a.code is not null as "areaKnown",
            case when not st_isvalid(g.boundary) then st_isvalidreason(g.boundary) end as reason
       from grids g left join version_areas a on a.version_id = g.version_id and a.code = g.area_code
      where g.version_id = $1 and g.id = any($2::int[])
        and (a.code is null or not starts_with(g.code, g.area_code) or g.code = g.area_code
          or not st_isvalid(g.boundary))
      order by g.id limit 1`,
    [versionId, ids],
  )
  if (rows.length === 0) return
  const { code, areaCode, areaKnown, reason } = rows[0]
  if (!areaKnown) throw badInput('areaCode', areaCode, `an area of version ${versionId}`)
  if (!code.startsWith(areaCode) || code === areaCode) {
    throw badInput('code', code, `a code that begins with ${areaCode}, its area, and goes on`)
  }
  throw badInput('boundary', code, `a valid polygon; PostGIS says: ${reason}`)
}
