import type { Queryable } from '../../db/database.ts'
import { inChunks } from './in-chunks.ts'
import { INSERT_FINDINGS } from './new-finding.ts'
import { type Check, type Key, layerOf, moreThanNoise, overlay, SHAPES, type ShapeSet, sound } from './shape-set.ts'
import { tellNotComparable } from './tell-not-comparable.ts'

type Pair = [Key, Key]

/**
 * Tells of pairs in one layer (of areas: on one level) whose insides meet, with the ground that they share. Exclusive
 * grids lie over each other by nature, so only those of one kind of unit are compared. `others` false: each pair of
 * `keys` once; true: also pairs with shapes that are not in `keys`, which are few then.
 */
export async function checkOverlaps(
  check: Check,
  set: ShapeSet,
  keys: readonly Key[],
  others: boolean,
  onDone: (count: number) => void,
): Promise<void> {
  const kinds = set === 'grids' ? await readUnitKinds(check.database, check.versionId) : new Map<Key, string>()
  const isOneKind = ([a, b]: Pair): boolean => kinds.get(a) === kinds.get(b)
  const run = async (chunk: Key[]): Promise<void> => {
    const pairs = await readPairs(check, set, chunk, others ? keys : [], others)
    await inChunks(pairs.filter(isOneKind), (some) => tellOverlaps(check, set, some), (pair, error) =>
      tellNotComparable(check, set, pair, error),
    )
    onDone(chunk.length)
  }
  await inChunks(keys, run, (key, error) => tellNotComparable(check, set, [key], error))
}

/** Pairs whose boxes meet, the smaller key first. */
async function readPairs(
  { database, versionId, hopeless }: Check,
  set: ShapeSet,
  chunk: readonly Key[],
  keys: readonly Key[],
  others: boolean,
): Promise<Pair[]> {
  const { keyType, from } = SHAPES[set]
  const { rows } = await database.query<{ a: Key; b: Key }>(
    `select least(a.key, b.key) as a, greatest(a.key, b.key) as b
       from ${from} as a
       join ${from} as b on b.boundary && a.boundary and b.version_id = $1 and b.layer = a.layer and b.key <> a.key
      where a.version_id = $1 and a.key = any($2::${keyType}[])
        and a.key <> all($5::${keyType}[]) and b.key <> all($5::${keyType}[])
        and (b.key > a.key or $4::bool and b.key <> all($3::${keyType}[]))`,
    [versionId, chunk, keys, others, hopeless[set]],
  )
  return rows.map(({ a, b }) => [a, b])
}

async function tellOverlaps(
  { database, versionId, repaired }: Check,
  set: ShapeSet,
  pairs: readonly Pair[],
): Promise<void> {
  const { keyType, from } = SHAPES[set]
  const [soundA, soundB] = [sound('a', 4), sound('b', 4)]
  await database.query(
    `${INSERT_FINDINGS}
     select $1, 'overlap', case a.layer when 'exclusive' then 'note' else 'warning' end, ${layerOf(set, 'a')},
            array[a.code, b.code], common.area_m2,
            jsonb_build_object('widthM', common.width_m,
              'share', common.area_m2 / least(st_area(a.boundary::geography), st_area(b.boundary::geography)),
              'names', array[a.name, b.name], 'namesEn', array[a.name_en, b.name_en]),
            common.shape
       from unnest($2::${keyType}[], $3::${keyType}[]) with ordinality as pair (a, b, n)
       join ${from} as a on a.version_id = $1 and a.key = pair.a
       join ${from} as b on b.version_id = $1 and b.key = pair.b
      cross join lateral ${moreThanNoise(overlay('intersection', soundA, soundB))} as common
      where st_relate(${soundA}, ${soundB}, 'T********')
      order by n`,
    [versionId, pairs.map(([a]) => a), pairs.map(([, b]) => b), repaired[set]],
  )
}

/** The kind of unit that each exclusive grid is for; where its import has not been applied yet, as its file says. */
async function readUnitKinds(database: Queryable, versionId: number): Promise<Map<Key, string>> {
  const { rows } = await database.query<{ id: number; kind: string }>(
    `select grid.id, coalesce(
              (select kind from units where id = grid.unit_id),
              (select fields ->> 'unitKind' from staged_records as staged
                 join imports on imports.id = staged.import_id and imports.version_id = $1
                where staged.layer = 'exclusive' and staged.code = grid.code limit 1),
              '') as kind
       from grids as grid where version_id = $1 and layer = 'exclusive'`,
    [versionId],
  )
  return new Map(rows.map(({ id, kind }) => [id, kind]))
}
