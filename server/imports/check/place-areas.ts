import { OVERLAY_GRID_DEGREES } from '../../boundaries/quality/thresholds.ts'
import type { SourceOptions } from '../../contract/api/imports.ts'
import type { Queryable } from '../../db/database.ts'
import { arrangeAreas, type AreaProblem, type AreaRow, type ArrangedArea, type Arrangement } from '../arrange-areas.ts'
import { cutAreas } from './area-pieces.ts'
import { SAFE_SHAPE } from './safe-shape.ts'

interface StagedArea extends Omit<AreaRow, 'containerCode' | 'parents'> {
  source: number
  row: number
}

/**
 * Gives the areas that an import brings their places: code, level and parent_code of the staged rows become those of
 * the city, and staged_areas lists them. What has no place is refused with a finding. A city that is missing above its
 * districts is made of them. Returns the city's code, or null where there is none.
 */
export async function placeAreas(
  database: Queryable,
  importId: number,
  options: readonly SourceOptions[],
): Promise<string | null> {
  const staged = await readAreas(database, importId)
  const parentsOf = (source: number) => options[source]!.parents ?? 'auto'
  const rowsWith = (containers: ReadonlyMap<string, string>): AreaRow[] =>
    staged.map((area) => ({
      ...area, containerCode: containers.get(area.code) ?? null, parents: parentsOf(area.source),
    }))

  let arrangement = arrangeAreas(rowsWith(new Map()))
  const asked = new Set(staged.map(({ source }) => parentsOf(source)))
  const isLost = arrangement.problems.some(({ kind }) => kind === 'missing-parent')
  if (asked.has('containment') || (asked.has('auto') && isLost)) {
    await cutAreas(database, importId, true)
    arrangement = arrangeAreas(rowsWith(await findContainers(database, importId)))
  }

  const byCode = new Map(staged.map((area) => [area.code, area]))
  for (const { code, kind, detail } of [...arrangement.problems, ...unreached(staged, arrangement)]) {
    const { source, row } = byCode.get(code)!
    await database.query(
      `with refusal as (
         update staged_records set refused = true where import_id = $1 and source = $2 and row_number = $3
       )
       insert into findings (import_id, kind, severity, layer, source, row_number, codes, detail, shape)
       select $1, $4, 'error', 'areas', $2, $3, array[code], $5::jsonb, box2d(shape)::geometry
         from staged_records where import_id = $1 and source = $2 and row_number = $3`,
      [importId, source, row, kind, JSON.stringify(detail)],
    )
  }
  const placed = arrangement.areas.filter(({ code }) => byCode.has(code))
  await writePlaces(database, importId, placed, byCode)
  if (arrangement.missingCity !== null) await makeCity(database, importId, arrangement.missingCity, staged[0]!.source)
  await listAreas(database, importId, arrangement.areas)
  return arrangement.areas[0]?.cityCode ?? null
}

/** What lies below an area that has no place itself. */
function unreached(staged: readonly StagedArea[], { areas, problems }: Arrangement): AreaProblem[] {
  const known = new Set([...areas, ...problems].map(({ code }) => code))
  const expected = 'an area above it that has a place itself, up to the city'
  return staged
    .filter(({ code }) => !known.has(code))
    .map(({ code, parentCode }) => ({
      code, kind: 'missing-parent', detail: { field: 'parentCode', value: parentCode ?? code, expected },
    }))
}

async function readAreas(database: Queryable, importId: number): Promise<StagedArea[]> {
  const { rows } = await database.query<StagedArea>(
    `select source, row_number as row, code, parent_code as "parentCode", level from staged_records
      where import_id = $1 and layer = 'areas' and not refused and code is not null order by source, row_number`,
    [importId],
  )
  return rows
}

/** Per area the smallest of the larger ones that more than half of it lies in. */
async function findContainers(database: Queryable, importId: number): Promise<Map<string, string>> {
  const containers = new Map<string, string>()
  const { rows: areas } = await database.query<{ code: string }>(
    `select code from staged_records where import_id = $1 and layer = 'areas' and not refused and code is not null`,
    [importId],
  )
  for (const { code } of areas) {
    const { rows } = await database.query<{ code: string }>(
      `with child as materialized (
         select ${SAFE_SHAPE} as shape,
                st_area(shape) as size
           from staged_records where import_id = $1 and layer = 'areas' and code = $2 and not refused
       ), larger as materialized (
         select a.code, st_area(a.shape) as size from staged_records a, child
          where a.import_id = $1 and a.layer = 'areas' and not a.refused and a.code <> $2
            and a.shape && child.shape and st_area(a.shape) > child.size * 1.000001
       )
       select larger.code from larger
         join staged_area_pieces as piece on piece.import_id = $1 and piece.code = larger.code
         join child on st_intersects(piece.shape, child.shape)
        group by larger.code, larger.size, child.size
       having sum(st_area(st_intersection(piece.shape, child.shape, ${OVERLAY_GRID_DEGREES}))) > child.size / 2
        order by larger.size, larger.code limit 1`,
      [importId, code],
    )
    if (rows[0] !== undefined) containers.set(code, rows[0].code)
  }
  return containers
}

async function writePlaces(
  database: Queryable,
  importId: number,
  areas: readonly ArrangedArea[],
  byCode: ReadonlyMap<string, StagedArea>,
): Promise<void> {
  await database.query(
    `update staged_records as staged set code = t.code, area_code = t.code, parent_code = t.parent, level = t.level
       from unnest($2::int[], $3::int[], $4::text[], $5::text[], $6::text[]) as t (source, row, code, parent, level)
      where import_id = $1 and staged.source = t.source and staged.row_number = t.row`,
    [
      importId,
      areas.map(({ code }) => byCode.get(code)!.source),
      areas.map(({ code }) => byCode.get(code)!.row),
      areas.map(({ cityCode }) => cityCode),
      areas.map(({ parentCode }) => parentCode),
      areas.map(({ level }) => level),
    ],
  )
}

/**
 * Adds the city that the file lacks, as row 0: the union of its districts, named as before, else as the only district.
 */
async function makeCity(database: Queryable, importId: number, code: string, source: number): Promise<void> {
  await database.query(
    `with city as (
       insert into staged_records (import_id, source, layer, row_number, fields, shape, refused, code, area_code, level)
       select $1, $3, 'areas', 0,
              jsonb_build_object(
                'code', $2::text,
                'name', coalesce(max(value ->> 'name'), case count(*) when 1 then max(fields ->> 'name') else $2 end),
                'nameEn', coalesce(max(value ->> 'nameEn'),
                  case count(*) when 1 then max(fields ->> 'nameEn') else $2 end)),
              st_multi(st_unaryunion(st_collect(${SAFE_SHAPE}), ${OVERLAY_GRID_DEGREES})), false, $2, $2, 'city'
         from staged_records left join settings on key = 'city' and value ->> 'code' = $2
        where import_id = $1 and layer = 'areas' and not refused and level = 'district'
       returning shape
     )
     insert into findings (import_id, kind, severity, layer, source, codes, detail, shape)
     select $1, 'missing-parent', 'warning', 'areas', $3, array[$2],
            jsonb_build_object('field', 'level', 'value', $2::text,
              'expected', 'an area of the level city', 'made', true),
            box2d(shape)::geometry
       from city`,
    [importId, code, source],
  )
}

async function listAreas(database: Queryable, importId: number, areas: readonly ArrangedArea[]): Promise<void> {
  const parents = new Set(areas.map(({ parentCode }) => parentCode))
  await database.query(
    `insert into staged_areas (import_id, code, file_code, level, lowest)
     select $1, * from unnest($2::text[], $3::text[], $4::text[], $5::bool[])`,
    [
      importId,
      areas.map(({ cityCode }) => cityCode),
      areas.map(({ code }) => code),
      areas.map(({ level }) => level),
      areas.map(({ cityCode }) => !parents.has(cityCode)),
    ],
  )
}

/**
 * For an import that brings no areas: staged_areas lists those of the version in force. Returns the city's code or
 * null.
 */
export async function takeAreasInForce(database: Queryable, importId: number): Promise<string | null> {
  const { rows } = await database.query<{ code: string; level: string }>(
    `insert into staged_areas (import_id, code, file_code, level, lowest)
     select $1, code, code, level,
            not exists (select from version_areas below
                         where below.version_id = area.version_id and below.parent_code = area.code)
       from version_areas as area where version_id = (select id from grid_versions where state = 'in-force')
     returning code, level`,
    [importId],
  )
  return rows.find(({ level }) => level === 'city')?.code ?? null
}
