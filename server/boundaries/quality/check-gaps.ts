import type { Ground } from './area-tree.ts'
import { inChunks } from './in-chunks.ts'
import { INSERT_FINDINGS } from './new-finding.ts'
import { type Check, measured, overlay, SHAPES, type ShapeSet, sound, union } from './shape-set.ts'
import { tellNotComparable } from './tell-not-comparable.ts'
import { NOISE_AREA_M2, NOISE_WIDTH_M, TOUCH_DEGREES } from './thresholds.ts'
import { type Box, cutIntoTiles, type Weight } from './tiles.ts'

/** Uniting polygons with so many points takes about 0.1 s, twice that in the embedded database. */
const MOST_POINTS = 6000
/** A gap names this many of its neighbours. */
const NAMED_NEIGHBOURS = 6

/** SQL: what may cover an area `a`: community grids ($2 'grids' says whether they count), areas by links ($5 of $4). */
const COVER = `(
  select ${sound('c', 6)} as shape from ${SHAPES.grids.from} as c
   where $2 = 'grids' and c.version_id = $1 and c.layer = 'community' and c.boundary && a.boundary
     and c.key <> all($8::int[])
  union all
  select ${sound('c', 7)} from unnest($4::text[], $5::text[]) as link (area, cover)
    join ${SHAPES.areas.from} as c on c.version_id = $1 and c.key = link.cover
   where link.area = a.code and c.key <> all($9::text[])
)`

/** SQL: what covers an area, of a lateral subquery `covered`. */
const COVERED = `coalesce(covered.shape, 'srid=4326;polygon empty')`

/**
 * Tells of the ground of areas that nothing covers, each piece with its own finding. `by` 'grids': community grids and
 * the areas named; 'areas': the areas named. Areas with much in them are done in tiles, so that no statement is long.
 */
export async function checkGaps(
  check: Check,
  by: ShapeSet,
  grounds: readonly Ground[],
  onDone: (count: number) => void,
): Promise<void> {
  const large: Ground[] = []
  const run = async (chunk: Ground[]): Promise<void> => {
    const heavy = await readHeavy(check, by, chunk)
    large.push(...chunk.filter(({ code }) => heavy.has(code)))
    const light = chunk.filter(({ code }) => !heavy.has(code))
    await tellGaps(check, by, light)
    onDone(light.length)
  }
  const giveUp = ({ code }: Ground, error: Error): Promise<void> => tellNotComparable(check, 'areas', [code], error)
  await inChunks(grounds, run, giveUp)
  const runLarge = async ([ground]: Ground[]): Promise<void> => {
    await tellGapsByTiles(check, by, ground)
    onDone(1)
  }
  for (const ground of large) await inChunks([ground], runLarge, giveUp)
}

function parameters({ versionId, repaired, hopeless }: Check, by: ShapeSet, grounds: readonly Ground[]): unknown[] {
  const links = grounds.flatMap(({ code, coverAreas }) => coverAreas.map((cover) => [code, cover]))
  return [
    versionId, by, grounds.map(({ code }) => code), links.map(([code]) => code), links.map(([, cover]) => cover),
    repaired.grids, repaired.areas, hopeless.grids, hopeless.areas,
  ]
}

/** The areas that are too much for one statement. */
async function readHeavy(check: Check, by: ShapeSet, grounds: readonly Ground[]): Promise<Set<string>> {
  const { rows } = await check.database.query<{ code: string }>(
    `select a.code from ${SHAPES.areas.from} as a
      where a.version_id = $1 and a.key = any($3::text[])
        and st_npoints(a.boundary) + (select sum(st_npoints(shape)) from ${COVER} as cover) > ${MOST_POINTS}`,
    parameters(check, by, grounds),
  )
  return new Set(rows.map(({ code }) => code))
}

async function tellGaps(check: Check, by: ShapeSet, grounds: readonly Ground[]): Promise<void> {
  if (grounds.length === 0) return
  await check.database.query(
    insertGaps(`
      select a.code, a.name, a.name_en, piece.geom
        from ${SHAPES.areas.from} as a
       cross join lateral (select ${union('shape')} as shape from ${COVER} as cover) as covered
       cross join lateral st_dump(${overlay('difference', sound('a', 7), COVERED)}) as piece
       where a.version_id = $1 and a.key = any($3::text[]) and a.key <> all($9::text[])`),
    parameters(check, by, grounds),
  )
}

/** Gaps that a tile's edge cuts are put together again before they are measured. */
async function tellGapsByTiles(check: Check, by: ShapeSet, ground: Ground): Promise<void> {
  const tiles = await readTiles(check, by, ground)
  const cut: string[] = []
  for (const tile of tiles) {
    const { rows } = await check.database.query<{ shape: string }>(
      `select piece.geom::text as shape
         from (select st_makeenvelope($10, $11, $12, $13, 4326) as box) as tile
         join ${SHAPES.areas.from} as a on a.version_id = $1 and a.key = any($3::text[]) and a.boundary && tile.box
        cross join lateral (
          select ${union(`case when shape @ tile.box then shape
                               else ${overlay('intersection', 'shape', 'tile.box')} end`)} as shape
            from ${COVER} as cover where shape && tile.box
        ) as covered
        cross join lateral st_dump(
          ${overlay('difference', overlay('intersection', sound('a', 7), 'tile.box'), COVERED)}) as piece`,
      [...parameters(check, by, [ground]), ...tile],
    )
    cut.push(...rows.map(({ shape }) => shape))
  }
  if (cut.length === 0) return
  await check.database.query(
    insertGaps(`
      select a.code, a.name, a.name_en, piece.geom
        from ${SHAPES.areas.from} as a,
             lateral (select ${union('shape::geometry')} as shape from unnest($4::text[]) as cut (shape)) as whole,
             st_dump(whole.shape) as piece
       where a.version_id = $1 and a.key = $3`),
    [check.versionId, by, ground.code, cut],
  )
}

async function readTiles(check: Check, by: ShapeSet, ground: Ground): Promise<Box[]> {
  const { rows } = await check.database.query<Weight>(
    `select array[st_xmin(shape), st_ymin(shape), st_xmax(shape), st_ymax(shape)] as box, st_npoints(shape) as points
       from ${SHAPES.areas.from} as a
      cross join lateral (
        select a.boundary as shape, 0 as place union all select shape, 1 from ${COVER} as cover
      ) as polygon
      where a.version_id = $1 and a.key = any($3::text[]) and not st_isempty(shape)
      order by place`,
    parameters(check, by, [ground]),
  )
  return rows.length === 0 ? [] : cutIntoTiles(rows[0].box, rows, MOST_POINTS)
}

/** SQL that tells of the pieces (code, name, name_en, geom) that are more than noise, with who borders on each. */
function insertGaps(pieces: string): string {
  return `${INSERT_FINDINGS}
    select $1, 'gap', 'warning', case $2 when 'grids' then 'community' else 'areas' end,
           array[gap.code] || near.codes, gap.area_m2,
           jsonb_build_object('widthM', gap.width_m, 'neighbours', near.count, 'names', array[gap.name] || near.names,
             'namesEn', array[gap.name_en] || near.names_en),
           gap.geom
      from (
        select * from ${measured(`(${pieces})`)} as piece
         where area_m2 >= ${NOISE_AREA_M2} and width_m >= ${NOISE_WIDTH_M} offset 0
      ) as gap
     cross join lateral (
       select coalesce((array_agg(code order by code))[:${NAMED_NEIGHBOURS}], '{}') as codes,
              coalesce((array_agg(name order by code))[:${NAMED_NEIGHBOURS}], '{}') as names,
              coalesce((array_agg(name_en order by code))[:${NAMED_NEIGHBOURS}], '{}') as names_en, count(*) as count
         from (
           select code, name, name_en from grids as g
            where $2 = 'grids' and g.version_id = $1 and g.layer = 'community'
              and st_dwithin(g.boundary, gap.geom, ${TOUCH_DEGREES})
           union all
           select code, name, name_en from version_areas as g
            where $2 = 'areas' and g.version_id = $1 and g.parent_code = gap.code
              and st_dwithin(g.boundary, gap.geom, ${TOUCH_DEGREES})
         ) as near
     ) as near
     order by gap.code, gap.area_m2 desc`
}
