import type { MultiPolygon } from 'geojson'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Finding } from '../../../server/contract/api/boundaries.ts'
import type { Database, Queryable } from '../../../server/db/database.ts'
import { checkVersion } from '../../../server/boundaries/quality/check-version.ts'
import { readFindings } from '../../../server/boundaries/quality/read-findings.ts'
import { openTestDatabase } from '../../support/database.ts'
import {
  box, insertVersion, METRES_EAST, METRES_NORTH, polygon, removeVersions, ring, type AreaToCheck, type GridToCheck,
} from './boundaries-to-check.ts'

let database: Database
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())
afterEach(() => removeVersions(database))

const M2 = METRES_EAST * METRES_NORTH

/** A city of two communities side by side, each of 10 by 10 thousandths, in one district and street. */
const CITY = box(0, 0, 20, 10)
const WEST = '990101001001'
const EAST = '990101001002'
const AREAS: AreaToCheck[] = [
  { code: '9901', level: 'city', parentCode: null, boundary: CITY },
  { code: '990101', level: 'district', parentCode: '9901', boundary: CITY },
  { code: '990101001', level: 'street', parentCode: '990101', boundary: CITY },
  { code: WEST, level: 'community', parentCode: '990101001', boundary: box(0, 0, 10, 10) },
  { code: EAST, level: 'community', parentCode: '990101001', boundary: box(10, 0, 10, 10) },
]
function grid(id: number, areaCode: string, boundary: MultiPolygon, over: Partial<GridToCheck> = {}): GridToCheck {
  return { id, layer: 'community', code: `${areaCode}${String(id).padStart(3, '0')}`, areaCode, boundary, ...over }
}

function expectBounds({ bounds }: Finding, ...expected: number[]): void {
  for (const [k, degree] of expected.entries()) expect(bounds![k]).toBeCloseTo(degree, 9)
}

const WHOLE = [grid(1, WEST, box(0, 0, 5, 10)), grid(2, WEST, box(5, 0, 5, 10)), grid(3, EAST, box(10, 0, 10, 10))]

/** Everything that a check of these boundaries finds but that nobody works there. */
async function check(grids: GridToCheck[], areas = AREAS, id = 1): Promise<Finding[]> {
  await insertVersion(database, { id, areas, grids })
  await checkVersion(database, id)
  return found(id)
}

/** For units and workers, which name areas in force. */
async function insertArea(code: string): Promise<void> {
  await database.query(`insert into areas values ($1, 'city', '', '', null, st_geomfromgeojson($2))`, [
    code, JSON.stringify(CITY),
  ])
}

async function found(versionId: number): Promise<Finding[]> {
  const { findings } = await readFindings(database, { versionId }, { limit: 1000 })
  return findings.filter(({ kind }) => kind !== 'no-worker')
}

test('sound boundaries give nothing to tell but that nobody works there', async () => {
  expect(await check(WHOLE)).toEqual([])
  const { counts, findings } = await readFindings(database, { versionId: 1 }, {})
  expect(counts).toEqual([{ kind: 'no-worker', severity: 'note', count: 1, areaM2: 0 }])
  expect(findings[0]).toMatchObject({ codes: [], text: expect.stringContaining('没有任何网格员') })
})

describe('overlaps', () => {
  test('of two grids are told once, with their area, both codes, and the place', async () => {
    const findings = await check([...WHOLE.slice(0, 1), grid(2, WEST, box(4.5, 0, 5.5, 10)), WHOLE[2]])
    expect(findings).toHaveLength(1)
    expect(findings[0]).toMatchObject({
      kind: 'overlap', severity: 'warning', layer: 'community', codes: [`${WEST}001`, `${WEST}002`],
      text: expect.stringContaining('重叠'),
    })
    expect(findings[0].areaM2! / (0.5 * 10 * M2)).toBeCloseTo(1, 2)
    expectBounds(findings[0], 116.0045, 40, 116.005, 40.01)
  })

  test('of a grid that lies in another are told as one that may be there twice', async () => {
    const [finding] = await check([...WHOLE, grid(4, EAST, box(12, 2, 1, 1))])
    expect(finding).toMatchObject({ kind: 'overlap', codes: [`${EAST}003`, `${EAST}004`] })
    expect(finding.text).toContain('重复录入')
  })

  test('of shapes that only touch, or differ by rounding, are none', async () => {
    const nudged = polygon(ring([5 - 1e-9, 0], [10, 0], [10, 10], [5 - 1e-9, 10]))
    expect(await check([WHOLE[0], grid(2, WEST, nudged), WHOLE[2]])).toEqual([])
  })

  test('between layers are none, and between exclusive grids only of one kind of unit, as a note', async () => {
    await insertArea('9901')
    await insertArea('9902')
    await database.query(
      `insert into units values (1, 'school', '', '', '9901'), (2, 'school', '', '', '9902'), (3, 'park', '', '', '9901')`,
    )
    const exclusive = (id: number, x: number, unitId: number) =>
      grid(id, WEST, box(x, 1, 2, 2), { layer: 'exclusive', unitId })
    const findings = await check([...WHOLE, exclusive(4, 1, 1), exclusive(5, 2, 2), exclusive(6, 1.5, 3)])
    expect(findings).toMatchObject([
      { kind: 'overlap', severity: 'note', layer: 'exclusive', codes: [`${WEST}004`, `${WEST}005`] },
    ])
  })

  test('of areas on one level are told; those of an area and its parent are none', async () => {
    const areas = AREAS.map((area) => (area.code === EAST ? { ...area, boundary: box(9, 0, 11, 10) } : area))
    expect(await check(WHOLE, areas)).toMatchObject([
      { kind: 'overlap', severity: 'warning', layer: 'areas', codes: [WEST, EAST] },
    ])
  })
})

describe('gaps', () => {
  test('that no grid covers are told one by one with their area, their size and who borders on them', async () => {
    const findings = await check([grid(1, WEST, box(0, 0, 4, 10)), WHOLE[1], grid(3, EAST, box(10, 0, 10, 5))])
    expect(findings.map(({ kind, codes }) => [kind, ...codes])).toEqual([
      ['gap', WEST, `${WEST}001`, `${WEST}002`],
      ['gap', EAST, `${WEST}002`, `${EAST}003`],
    ])
    expect(findings[0].areaM2! / (10 * M2)).toBeCloseTo(1, 2)
    expect(findings[1].areaM2! / (50 * M2)).toBeCloseTo(1, 2)
    expect(findings[0].severity).toBe('warning')
  })

  test('in a hole of a grid are gaps unless another grid fills the hole', async () => {
    const holed = polygon(ring([10, 0], [20, 0], [20, 10], [10, 10]), ring([12, 2], [12, 4], [14, 4], [14, 2]))
    const open = await check([WHOLE[0], WHOLE[1], grid(3, EAST, holed)])
    expect(open).toMatchObject([{ kind: 'gap', codes: [EAST, `${EAST}003`] }])
    const filled = [grid(11, WEST, box(0, 0, 10, 10)), grid(13, EAST, holed), grid(14, EAST, box(12, 2, 2, 2))]
    expect(await check(filled, AREAS, 2)).toEqual([])
  })

  test('that a grid of another area covers are none, but that grid reaches out of its own', async () => {
    const findings = await check([WHOLE[0], grid(2, WEST, box(5, 0, 7, 10)), grid(3, EAST, box(12, 0, 8, 10))])
    expect(findings).toMatchObject([{ kind: 'outside-parent', layer: 'community', codes: [`${WEST}002`, WEST] }])
    expect(findings[0].areaM2! / (2 * 10 * M2)).toBeCloseTo(1, 2)
  })

  test('between areas are told of the area above them', async () => {
    const areas = AREAS.map((area) => (area.code === EAST ? { ...area, boundary: box(11, 0, 9, 10) } : area))
    const grids = [WHOLE[0], WHOLE[1], grid(3, EAST, box(11, 0, 9, 10))]
    expect(await check(grids, areas)).toMatchObject([{ kind: 'gap', layer: 'areas', codes: ['990101001', WEST, EAST] }])
  })

  test('are looked for where grids belong: communities of a district with grids of its own need none', async () => {
    const findings = await check([grid(1, '990101', box(0, 0, 20, 9))])
    expect(findings).toMatchObject([{ kind: 'gap', codes: ['990101', '990101001'] }])
  })
})

describe('shapes', () => {
  const bowTie = polygon(ring([10, 0], [20, 10], [20, 0], [10, 10]))

  test('that cross themselves are errors with the place, and are compared as what they enclose', async () => {
    const findings = await check([WHOLE[0], WHOLE[1], grid(3, EAST, bowTie)])
    expect(findings.map(({ kind, severity, codes }) => [kind, severity, codes[0]])).toEqual([
      ['self-crossing', 'error', `${EAST}003`],
      ['gap', 'warning', EAST],
      ['gap', 'warning', EAST],
    ])
    expectBounds(findings[0], 116.015, 40.005, 116.015, 40.005)
    expect(findings[0].text).toContain('边界与自身相交')
    expect(findings[1].areaM2! / (25 * M2)).toBeCloseTo(1, 2)
  })

  test('of areas that cross themselves are errors too', async () => {
    const areas = AREAS.map((area) => (area.code === EAST ? { ...area, boundary: bowTie } : area))
    const findings = await check(WHOLE, areas)
    expect(findings[0]).toMatchObject({ kind: 'self-crossing', severity: 'error', layer: 'areas', codes: [EAST] })
    expect(findings.filter(({ kind }) => kind === 'outside-parent')).toMatchObject([{ codes: [`${EAST}003`, EAST] }])
  })

  test('without finite coordinates are errors and end nothing', async () => {
    await insertVersion(database, { id: 1, areas: AREAS, grids: [WHOLE[0], grid(2, WEST, box(5, 0, 5, 9)), WHOLE[2]] })
    await database.query(
      `insert into grids values (9, 1, 'community', $1, 'x', 'x', $2, null, st_geomfromtext(
         'MULTIPOLYGON(((116.001 40.001, NaN 40.002, 116.002 40.002, 116.001 40.001)))', 4326))`,
      [`${WEST}009`, WEST],
    )
    await checkVersion(database, 1)
    const findings = await found(1)
    expect(findings.map(({ kind, severity, codes }) => [kind, severity, codes[0]])).toEqual([
      ['bad-geometry', 'error', `${WEST}009`],
      ['gap', 'warning', WEST],
    ])
  })

  test('whose rings are none are errors, and are not shown to the geometry engine', async () => {
    await insertVersion(database, { id: 1, areas: AREAS, grids: WHOLE })
    const rings = { 9: [[116.001, 40.001], [116.002, 40.002], [116.001, 40.001]], 10: [] }
    for (const [id, points] of Object.entries(rings)) {
      const coordinates = points.length === 0 ? [] : [[points]]
      await database.query(
        `insert into grids values ($1, 1, 'community', $2, 'x', 'x', $3, null, st_geomfromgeojson($4))`,
        [id, `${WEST}${id}`, WEST, JSON.stringify({ type: 'MultiPolygon', coordinates })],
      )
    }
    await checkVersion(database, 1)
    expect((await found(1)).map(({ kind, severity, codes }) => [kind, severity, codes[0]])).toEqual([
      ['bad-geometry', 'error', `${WEST}9`],
      ['bad-geometry', 'error', `${WEST}10`],
    ])
  })

  test('with parts or holes that are slivers are told with how many, but not what rounding leaves', async () => {
    const parts: GridToCheck['boundary'] = {
      type: 'MultiPolygon',
      coordinates: [
        [ring([10, 0], [20, 0], [20, 10], [10, 10]), ring([12, 2], [12, 8], [12.002, 8], [12.002, 2])],
        [ring([21, 0], [21, 5], [21.003, 5], [21.003, 0])],
        [ring([22, 0], [22, 5], [22.000001, 5], [22.000001, 0])],
      ],
    }
    const findings = await check([WHOLE[0], WHOLE[1], grid(3, EAST, parts)])
    const sliver = findings.find(({ kind }) => kind === 'sliver')!
    expect(sliver).toMatchObject({ severity: 'warning', codes: [`${EAST}003`], text: expect.stringContaining('1 个碎洞') })
    expect(sliver.text).toContain('碎片')
  })

  test('that are nothing but a sliver are told however small', async () => {
    const findings = await check([...WHOLE, grid(4, EAST, box(12, 2, 0.00001, 0.00001))])
    expect(findings).toMatchObject([{ kind: 'sliver', codes: [`${EAST}004`] }])
    expect(findings[0].text).toContain('整个是一条碎片')
  })
})

describe('what belongs together', () => {
  test('a grid that lies in another area than its own is told with the one where it lies', async () => {
    const findings = await check([WHOLE[0], WHOLE[1], grid(3, WEST, box(10, 0, 10, 10))])
    expect(findings.map(({ kind }) => kind)).toEqual(['outside-parent', 'no-grid'])
    expect(findings[0].codes).toEqual([`${WEST}003`, WEST])
    expect(findings[0].text).toContain(`大部分在「区${EAST}」（${EAST}）`)
  })

  test('areas without grids are told by the uppermost', async () => {
    const south = box(0, -10, 20, 10)
    const areas: AreaToCheck[] = [
      { ...AREAS[0], boundary: box(0, -10, 20, 20) }, ...AREAS.slice(1),
      { code: '990102', level: 'district', parentCode: '9901', boundary: south },
      { code: '990102001', level: 'street', parentCode: '990102', boundary: south },
    ]
    expect(await check(WHOLE, areas)).toMatchObject([
      { kind: 'no-grid', severity: 'warning', layer: 'areas', codes: ['990102'] },
    ])
  })

  test('codes that do not start with that of their area are told once for each area', async () => {
    const findings = await check(WHOLE.map((one) => ({ ...one, code: `X${one.id}` })))
    expect(findings).toMatchObject([
      { kind: 'bad-value', severity: 'note', layer: 'community', codes: [WEST] },
      { kind: 'bad-value', severity: 'note', layer: 'community', codes: [EAST] },
    ])
    expect(findings[0].text).toContain('2 个社区网格的编码')
  })
})

describe('grids without workers', () => {
  const worker = (id: number, gridId: number) => database.query(
    `insert into workers values ($1, $2, '', '', 'full', '', $2, $3, $4)`, [id, `W${id}`, gridId, WEST])
  const bare = async (versionId: number) =>
    (await readFindings(database, { versionId }, { kind: 'no-worker' })).findings.map(({ codes }) => codes)

  test('are told by the codes and the place of the grids that workers have now', async () => {
    await insertArea(WEST)
    await insertVersion(database, { id: 1, areas: AREAS, grids: WHOLE }, 'in-force')
    await worker(1, 1)
    await checkVersion(database, 1)
    expect(await bare(1)).toEqual([[`${WEST}002`], [`${EAST}003`]])

    // grid 1 keeps its code; the worker of grid 3 is moved to what covers its middle
    await worker(2, 3)
    const renamed = grid(6, EAST, box(10, 0, 10, 10), { code: `${EAST}777` })
    const grids = [{ ...WHOLE[0], id: 4 }, { ...WHOLE[1], id: 5 }, renamed]
    await insertVersion(database, { id: 2, areas: AREAS, grids })
    await checkVersion(database, 2)
    expect(await bare(2)).toEqual([[`${WEST}002`]])
  })

  test('go by the file of an import that brings workers', async () => {
    await insertVersion(database, { id: 1, areas: AREAS, grids: WHOLE })
    await database.query(
      `insert into imports (created_by, state, sources, version_id) values ('a test', 'checking', '[]', 1)`)
    await database.query(
      `insert into staged_records (import_id, layer, source, row_number, fields, refused, code)
       select id, 'workers', 0, 1, jsonb_build_object('number', 'W9', 'gridCode', $1::text), false, 'W9' from imports`,
      [`${WEST}002`],
    )
    await checkVersion(database, 1)
    expect(await bare(1)).toEqual([[`${WEST}001`], [`${EAST}003`]])
  })
})

describe('checking again', () => {
  test('replaces the findings of the version and leaves those of imports and other versions', async () => {
    const overlapping = [...WHOLE, grid(4, EAST, box(12, 2, 1, 1))]
    const others = overlapping.map((one) => ({ ...one, id: one.id + 10 }))
    await insertVersion(database, { id: 2, areas: AREAS, grids: others })
    await checkVersion(database, 2)
    await check(overlapping)
    await database.query(
      `with made as (
         insert into imports (created_by, state, sources, version_id)
         values ('a test', 'ready', '[{"file": "g.shp"}]', 1) returning id
       )
       insert into findings (import_id, version_id, kind, severity, layer, source, row_number)
       select id, 1, 'repaired', 'note', 'community', 0, 7 from made`)
    await database.query('delete from grids where id = 4')
    await checkVersion(database, 1)
    expect((await found(1)).map(({ kind, file, row }) => [kind, file, row])).toEqual([['repaired', 'g.shp', 7]])
    expect((await found(2)).map(({ kind }) => kind)).toEqual(['overlap'])
  })

  test('at the same time leaves one set of findings', async () => {
    await insertVersion(database, { id: 1, areas: AREAS, grids: [...WHOLE, grid(4, EAST, box(12, 2, 1, 1))] })
    const check = (within?: number[]) => checkVersion(database, 1, { within })
    await Promise.all([check(), check(), check([4])])
    expect(await found(1)).toHaveLength(1)
  })

  test('that is cut short leaves the old findings there, errors above all', async () => {
    const crossing = grid(3, EAST, polygon(ring([10, 0], [20, 10], [20, 0], [10, 10])))
    await check([WHOLE[0], WHOLE[1], crossing])
    let statements = 0
    const failing: Queryable = {
      async query(text, parameters) {
        if (++statements > 8) throw new Error('the server went away')
        return database.query(text, parameters)
      },
    }
    await expect(checkVersion(failing, 1)).rejects.toThrow('the server went away')
    const { counts } = await readFindings(database, { versionId: 1 }, { severity: 'error' })
    expect(counts[0].count).toBeGreaterThan(0)
    await checkVersion(database, 1)
    expect((await found(1)).map(({ kind }) => kind)).toEqual(['self-crossing', 'gap', 'gap'])
  })

  test('of a version that does not exist is refused', async () => {
    await expect(checkVersion(database, 77)).rejects.toMatchObject({ statusCode: 404 })
  })

  test('counts up to its total', async () => {
    await insertVersion(database, { id: 1, areas: AREAS, grids: WHOLE })
    const steps: [number, number][] = []
    await checkVersion(database, 1, { onProgress: (done, total) => steps.push([done, total]) })
    expect(steps.at(-1)![0]).toBe(steps.at(-1)![1])
    expect(steps.map(([done]) => done)).toEqual(steps.map(([done]) => done).toSorted((a, b) => a - b))
  })
})
