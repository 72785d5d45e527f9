import { inChunks, isGeometryFailure } from './in-chunks.ts'
import type { NewFinding } from './new-finding.ts'
import { type Check, type Key, layerOf, SHAPES, type ShapeSet } from './shape-set.ts'

interface Broken {
  key: Key
  layer: string
  code: string
  name: string
  nameEn: string
  reason: string
  place: string | null
}

/**
 * Looks for boundaries that are not valid, remembers them in `check`, so that later checks compare them repaired or not
 * at all, and returns what there is to tell of each.
 */
export async function findBroken(
  check: Check,
  set: ShapeSet,
  keys: readonly Key[],
  onDone: (count: number) => void,
): Promise<Map<Key, NewFinding>> {
  const { database, versionId } = check
  const { keyType, from } = SHAPES[set]
  const found = new Map<Key, NewFinding>()
  const read = async (chunk: Key[]): Promise<void> => {
    const { rows } = await database.query<Broken>(
      `select key, ${layerOf(set, 's')} as layer, code, name, name_en as "nameEn", (detail).reason,
              (detail).location::text as place
         from (
           select s.*, st_isvaliddetail(boundary) as detail from ${from} as s
            where version_id = $1 and key = any($2::${keyType}[]) and not st_isvalid(boundary) offset 0
         ) as s`,
      [versionId, chunk],
    )
    for (const broken of rows) found.set(broken.key, await toFinding(check, set, broken))
    onDone(chunk.length)
  }
  await inChunks(keys, read, async (key, error) => {
    check.hopeless[set].push(key)
    const detail = { reason: 'not-comparable', message: error.message }
    found.set(key, { ...blank(set), codes: [String(key)], detail })
    onDone(1)
  })
  return found
}

function blank(set: ShapeSet): NewFinding {
  const layer = set === 'areas' ? 'areas' : 'community'
  return { kind: 'bad-geometry', severity: 'error', layer, codes: [], detail: {}, shape: null }
}

async function toFinding(check: Check, set: ShapeSet, broken: Broken): Promise<NewFinding> {
  const { key, layer, code, name, nameEn, reason, place } = broken
  const named = { ...blank(set), layer, codes: [code] }
  const names = { names: [name], namesEn: [nameEn] }
  const reparable = await canBeMadeValid(check, set, key)
  if (reparable) {
    check.broken[set].push(key)
    return { ...named, kind: 'self-crossing', detail: { reason, ...names }, shape: place }
  }
  check.hopeless[set].push(key)
  const isFinite = reason !== 'Invalid Coordinate'
  return { ...named, detail: { reason: isFinite ? 'not-comparable' : 'not-finite', message: reason, ...names } }
}

/** Whether something is left of a boundary when it is made valid. */
async function canBeMadeValid({ database, versionId }: Check, set: ShapeSet, key: Key): Promise<boolean> {
  try {
    const { rows } = await database.query<{ area: number }>(
      `select st_area(st_collectionextract(st_makevalid(boundary), 3)) as area from ${SHAPES[set].from} as s
        where version_id = $1 and key = $2`,
      [versionId, key],
    )
    return rows[0] !== undefined && rows[0].area > 0
  } catch (error) {
    if (isGeometryFailure(error)) return false
    throw error
  }
}
