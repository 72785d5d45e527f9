import type { GridLayer } from '../../contract/api/grids.ts'
import { inChunks } from './in-chunks.ts'
import { appendFindings, INSERT_FINDINGS } from './new-finding.ts'
import { type Check, keysOfRepaired } from './shape-set.ts'
import { tellNotComparable } from './tell-not-comparable.ts'

export interface CheckedGrid {
  id: number
  layer: GridLayer
  code: string
}

/**
 * Tells of grids that nobody will work in when the version is in force: workers have the grid that their row of the
 * import names, else the one with the code of their present grid, else the one that covers the middle of it.
 * An exclusive grid is looked after by its unit, and a layer in which nobody works at all is not staffed by grid; where
 * nobody works anywhere, that is told once.
 */
export async function checkStaff(
  check: Check,
  all: readonly CheckedGrid[],
  asked: readonly CheckedGrid[],
  onDone: (count: number) => void,
): Promise<void> {
  const { database, versionId } = check
  const staffed = await readStaffed(check, all)
  const layers = new Set(all.filter(({ id }) => staffed.has(id)).map(({ layer }) => layer))
  if (layers.size === 0) {
    onDone(asked.length)
    if (all.length === 0) return
    await appendFindings(database, versionId, [
      { kind: 'no-worker', severity: 'note', layer: 'community', codes: [], detail: { all: true }, shape: null },
    ])
    return
  }
  const isBare = ({ id, layer }: CheckedGrid): boolean =>
    layer !== 'exclusive' && layers.has(layer) && !staffed.has(id)
  const bare = asked.filter(isBare).map(({ id }) => id)
  onDone(asked.length - bare.length)
  const tell = async (chunk: number[]): Promise<void> => {
    await database.query(
      `${INSERT_FINDINGS}
       select $1, 'no-worker', 'note', layer, array[code], null,
              jsonb_build_object('names', array[name], 'namesEn', array[name_en]), st_pointonsurface(boundary)
         from grids where version_id = $1 and id = any($2::int[]) order by id`,
      [versionId, chunk],
    )
    onDone(chunk.length)
  }
  await inChunks(bare, tell, (id, error) => tellNotComparable(check, 'grids', [id], error))
}

interface Post {
  /** null: of any layer. */
  layer: GridLayer | null
  code: string
  /** The grid that the worker has now. */
  gridId: number | null
}

async function readStaffed(check: Check, all: readonly CheckedGrid[]): Promise<Set<number>> {
  const idOf = new Map<string, number[]>()
  for (const { id, layer, code } of all) {
    for (const name of [code, `${layer} ${code}`]) idOf.set(name, [...(idOf.get(name) ?? []), id])
  }
  const staffed = new Set<number>()
  const moved: number[] = []
  for (const { layer, code, gridId } of await readPosts(check)) {
    const ids = idOf.get(layer === null ? code : `${layer} ${code}`)
    if (ids !== undefined) for (const id of ids) staffed.add(id)
    else if (gridId !== null) moved.push(gridId)
  }
  const rehome = async (chunk: number[]): Promise<void> => {
    const { rows } = await check.database.query<{ id: number }>(
      `select distinct new.id from grids as old
         join grids as new on new.version_id = $1 and new.layer = old.layer
          and st_covers(new.boundary, st_pointonsurface(old.boundary))
        where old.id = any($2::int[]) and new.id <> all($3::int[])`,
      [check.versionId, chunk, [...keysOfRepaired(check, 'grids'), ...check.hopeless.grids]],
    )
    for (const { id } of rows) staffed.add(id)
  }
  // an old grid that cannot be looked into gives nobody a new one
  await inChunks(moved, rehome, async () => {})
  return staffed
}

/** Where workers are posted, each grid once. */
async function readPosts({ database, versionId }: Check): Promise<Post[]> {
  const { rows } = await database.query<Post>(
    `with brought as (
       select staged.code as number, staged.fields ->> 'gridCode' as grid_code
         from staged_records as staged join imports on imports.id = staged.import_id
        where imports.version_id = $1 and staged.layer = 'workers' and not staged.refused
     )
     select distinct null as layer, grid_code as code, null::int as "gridId" from brought where grid_code is not null
     union all
     select distinct grids.layer, grids.code, grids.id
       from workers join grids on grids.id = workers.grid_id
      where not exists (select from brought where brought.number = workers.number)`,
    [versionId],
  )
  return rows
}
