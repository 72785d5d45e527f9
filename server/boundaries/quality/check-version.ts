import { notFound } from '../../errors.ts'
import type { Queryable } from '../../db/database.ts'
import { areasWithoutGrids, groundOfAreas, groundOfGrids, type TreeArea } from './area-tree.ts'
import { checkCodes } from './check-codes.ts'
import { checkGaps } from './check-gaps.ts'
import { checkOverlaps } from './check-overlaps.ts'
import { checkParents } from './check-parents.ts'
import { checkSlivers } from './check-slivers.ts'
import { checkStaff, type CheckedGrid } from './check-staff.ts'
import { findBroken } from './find-broken.ts'
import { appendFindings, INSERT_FINDINGS } from './new-finding.ts'
import { lastFinding, removeOld, removeOldOf } from './replace-findings.ts'
import type { Check, Key } from './shape-set.ts'
import { around } from './surroundings.ts'

export interface CheckOptions {
  /** Called after each statement; both count boundaries, each once for every check that it goes through. */
  onProgress?: ((done: number, total: number) => void) | undefined
  /** Ids of grids that changed or are new: only they, and gaps about them, are checked again. */
  within?: readonly number[] | undefined
  /** With `within`: areas that lost a grid, in which gaps are to be looked for as well. */
  withinAreas?: readonly string[] | undefined
}

/** Checks of one version wait for each other: each replaces what the one before it found. */
const underWay = new Map<number, Promise<void>>()

/**
 * Looks through the boundaries of a version for what is wrong or strange and replaces the version's own findings. They
 * are written as they are found, in short statements, and the old ones go at the end, so that a version with errors is
 * never one without, even where the check is cut short. Throws 404 for a version that does not exist.
 */
export async function checkVersion(
  database: Queryable,
  versionId: number,
  options: CheckOptions = {},
): Promise<void> {
  const before = underWay.get(versionId) ?? Promise.resolve()
  const mine = before.catch(() => {}).then(() => runCheck(database, versionId, options))
  underWay.set(versionId, mine)
  try {
    await mine
  } finally {
    if (underWay.get(versionId) === mine) underWay.delete(versionId)
  }
}

async function runCheck(
  database: Queryable,
  versionId: number,
  { onProgress, within, withinAreas = [] }: CheckOptions,
): Promise<void> {
  const upTo = await lastFinding(database)
  const { grids, areas, owners } = await readVersion(database, versionId)
  const check: Check = {
    database, versionId, repaired: { grids: {}, areas: {} }, hopeless: { grids: [], areas: [] },
  }
  const isEverything = within === undefined
  const changed = new Set<number>(within)
  const asked = isEverything ? grids : grids.filter(({ id }) => changed.has(id))
  const askedIds = asked.map(({ id }) => id)
  const near = isEverything ? null : await around(database, versionId, askedIds, withinAreas)
  const nearAreas = new Set(near?.areaCodes)
  const isNear = ({ code }: { code: string }): boolean => isEverything || nearAreas.has(code)
  const gridIds = near?.gridIds ?? askedIds
  const areaCodes = areas.filter(isNear).map(({ code }) => code)
  const gridGround = groundOfGrids(areas, owners).filter(isNear)
  const areaGround = isEverything ? groundOfAreas(areas) : []

  const askedAreas = isEverything ? areaCodes : []
  const total =
    gridIds.length + areaCodes.length + 4 * asked.length + 3 * askedAreas.length + gridGround.length + areaGround.length
  let done = 0
  const onDone = (count: number): void => onProgress?.((done += count), total)

  await tellBroken(check, 'grids', gridIds, new Set<Key>(askedIds), onDone)
  await tellBroken(check, 'areas', areaCodes, new Set<Key>(askedAreas), onDone)
  for (const [set, keys] of [['areas', askedAreas], ['grids', askedIds]] as const) {
    await checkSlivers(check, set, keys, onDone)
    await checkOverlaps(check, set, keys, !isEverything, onDone)
    await checkParents(check, set, keys, onDone)
  }
  await checkGaps(check, 'areas', areaGround, onDone)
  await checkGaps(check, 'grids', gridGround, onDone)
  await checkCodes(check, 'areas')
  await checkCodes(check, 'grids')
  await tellAreasWithoutGrids(check, areasWithoutGrids(areas, owners))
  await checkStaff(check, grids, asked, onDone)

  if (isEverything) {
    await removeOld(database, versionId, upTo)
    await database.query('update grid_versions set checked_at = now() where id = $1', [versionId])
  } else {
    await removeOldOf(database, versionId, upTo, { gridIds: askedIds, areaCodes })
  }
}

/** The grids and areas of a version, and the codes of the areas that community grids belong to. */
async function readVersion(
  database: Queryable,
  versionId: number,
): Promise<{ grids: CheckedGrid[]; areas: TreeArea[]; owners: Set<string> }> {
  const versions = await database.query('select from grid_versions where id = $1', [versionId])
  if (versions.rowCount === 0) throw notFound('version', versionId)
  const grids = await database.query<CheckedGrid & { areaCode: string }>(
    'select id, layer, code, area_code as "areaCode" from grids where version_id = $1 order by id',
    [versionId],
  )
  const areas = await database.query<TreeArea>(
    'select code, parent_code as "parentCode" from version_areas where version_id = $1 order by code',
    [versionId],
  )
  const community = grids.rows.filter(({ layer }) => layer === 'community')
  return { grids: grids.rows, areas: areas.rows, owners: new Set(community.map(({ areaCode }) => areaCode)) }
}

/** Finds all broken ones among `keys`, since others are compared with them, and tells of those that were asked for. */
async function tellBroken(
  check: Check,
  set: 'grids' | 'areas',
  keys: readonly Key[],
  asked: ReadonlySet<Key>,
  onDone: (count: number) => void,
): Promise<void> {
  const found = await findBroken(check, set, keys, onDone)
  const told = [...found].filter(([key]) => asked.has(key)).map(([, finding]) => finding)
  const batch = 200
  for (let k = 0; k < told.length; k += batch) {
    await appendFindings(check.database, check.versionId, told.slice(k, k + batch))
  }
}

async function tellAreasWithoutGrids({ database, versionId }: Check, codes: readonly string[]): Promise<void> {
  if (codes.length === 0) return
  await database.query(
    `${INSERT_FINDINGS}
     select $1, 'no-grid', 'warning', 'areas', array[code], null,
            jsonb_build_object('level', level, 'names', array[name], 'namesEn', array[name_en]),
            st_pointonsurface(boundary)
       from version_areas where version_id = $1 and code = any($2::text[]) order by code`,
    [versionId, codes],
  )
}
