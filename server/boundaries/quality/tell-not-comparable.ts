import { appendFindings } from './new-finding.ts'
import { type Check, type Key, layerOf, SHAPES, type ShapeSet } from './shape-set.ts'

/** Appends that the geometry engine gave up on these boundaries, and why; the check goes on without the answer. */
export async function tellNotComparable(
  { database, versionId }: Check,
  set: ShapeSet,
  keys: readonly Key[],
  error: Error,
): Promise<void> {
  const { keyType, from } = SHAPES[set]
  const { rows } = await database.query<{ layer: string; code: string; name: string; nameEn: string; shape: string }>(
    `select ${layerOf(set, 's')} as layer, code, name, name_en as "nameEn", box2d(boundary)::geometry::text as shape
       from ${from} as s where version_id = $1 and key = any($2::${keyType}[]) order by key`,
    [versionId, keys],
  )
  if (rows.length === 0) return
  const names = { names: rows.map(({ name }) => name), namesEn: rows.map(({ nameEn }) => nameEn) }
  await appendFindings(database, versionId, [
    {
      kind: 'bad-geometry',
      severity: 'warning',
      layer: rows[0].layer,
      codes: rows.map(({ code }) => code),
      detail: { reason: 'not-comparable', message: error.message, ...names },
      shape: rows[0].shape,
    },
  ])
}
