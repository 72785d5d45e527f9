import { cellToLatLng, latLngToCell } from 'h3-js'
import { expect, test } from 'vitest'
import type { Location } from '../../server/contract/api/grids.ts'
import { HeatCube, type HeatCase, type HeatFilter } from '../../server/heat/heat-cube.ts'
import { hotCells } from '../../server/heat/hot-cells.ts'

const busy = latLngToCell(30.2, 120.2, 10)
const quiet = latLngToCell(30.3, 120.3, 10)
const rising = latLngToCell(30.4, 120.4, 10)

let id = 0
const cube = new HeatCube((ms) => ms)
function put(cell: string, reportedAtMs: number, categoryCode: string): void {
  const rest = { areaCode: '990101001001', status: 'reported', channel: 'app' } satisfies Partial<HeatCase>
  cube.put({ id: ++id, cell, reportedAtMs, categoryCode, ...rest })
}
for (const [cell, reportedAtMs, code] of [
  [busy, 1000, 'b'], [busy, 1001, 'a'], [busy, 1002, 'b'], [busy, 1003, 'a'], [busy, 999, 'c'], [busy, 998, 'c'],
  [quiet, 1500, 'c'], [quiet, 2000, 'c'], [quiet, 0, 'c'],
  [rising, 1999, 'a'], [rising, 1000, 'a'],
] as const) put(cell, reportedAtMs, code)

const filter: HeatFilter = { fromMs: 1000, toMs: 2000, categories: null, areaPrefixes: [''] }
const locate = (lng: number, lat: number): Location => ({
  lng,
  lat,
  versionId: 1,
  decision: 'inside',
  community: {
    gridId: 5, layer: 'community', code: 'c', name: '网格五', nameEn: 'Grid 5', areaCode: 'a', unitId: null,
    decision: 'inside',
  },
  street: null,
  exclusive: [],
  chain: [{ code: 'a', level: 'community', name: '春晓社区', nameEn: 'Chunxiao' }],
  distanceToEdgeM: 3,
  uncertain: false,
  candidates: [],
})

test('the cells with most cases come first, with the period of equal length before', () => {
  const { n, cells } = hotCells(cube, filter, 10, 10, locate)
  expect(n).toBe(7)
  expect(cells.map(({ cell, count, before, change }) => ({ cell, count, before, change }))).toEqual([
    { cell: busy, count: 4, before: 2, change: 1 },
    { cell: rising, count: 2, before: 0, change: null },
    { cell: quiet, count: 1, before: 1, change: 0 },
  ])
})

test('the commonest category of a hot cell is that of the asked period; of equals, the smaller code', () => {
  const { cells } = hotCells(cube, filter, 10, 10, locate)
  expect(cells.map((cell) => cell.topCategoryCode)).toEqual(['a', 'a', 'c'])
})

test('a hot cell has the owner and the place of its centre', () => {
  const [first] = hotCells(cube, filter, 10, 1, locate).cells
  const [lat, lng] = cellToLatLng(busy)
  expect(first).toMatchObject({ lng, lat, ownerGridId: 5, ownerName: '网格五' })
  expect(first).toMatchObject({ placeName: '春晓社区', placeNameEn: 'Chunxiao' })
  const onStreet = (lng: number, lat: number) => {
    const location = locate(lng, lat)
    return { ...location, street: { ...location.community!, name: '文一路', nameEn: 'Wenyi Road' } }
  }
  expect(hotCells(cube, filter, 10, 1, onStreet).cells[0].placeName).toBe('春晓社区 · 文一路')
})

test('no more cells come than were asked for, and none where there is no case', () => {
  expect(hotCells(cube, filter, 10, 2, locate).cells).toHaveLength(2)
  expect(hotCells(cube, { ...filter, fromMs: 5000, toMs: 6000 }, 8, 10, locate)).toEqual({ n: 0, cells: [] })
})
