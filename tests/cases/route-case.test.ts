import { expect, test } from 'vitest'
import { routeCase, type RoutingInput, type WatcherCandidate } from '../../server/cases/route-case.ts'
import { DESK_KIND, STREET_OFFICE_KIND } from '../../server/cases/unit-for.ts'
import type { CategoryRecord, UnitRecord } from '../../server/contract/api/city.ts'
import type { GridLayer, GridOwner, Location } from '../../server/contract/api/grids.ts'

const unit = (id: number, kind: string, areaCode: string): UnitRecord => ({
  id,
  kind,
  name: `单位${id}`,
  nameEn: `Unit ${id}`,
  areaCode,
})
const units = [
  unit(1, DESK_KIND, '990102'),
  unit(2, STREET_OFFICE_KIND, '990102003'),
  unit(3, 'sanitation', '990102003'),
  unit(4, 'school', '990102'),
  unit(5, 'hospital', '990102'),
]
const unitById = new Map(units.map((u) => [u.id, u]))
const unitsByKind = new Map(units.map((u) => [u.kind, [u]]))

const grid = (gridId: number, layer: GridLayer, unitId: number | null = null): GridOwner => ({
  gridId,
  layer,
  code: `G${gridId}`,
  name: `网格${gridId}`,
  nameEn: `Grid ${gridId}`,
  areaCode: layer === 'street' ? '990102003' : '990102003001',
  unitId,
  decision: 'inside',
})

const inside: Location = {
  lng: 120.1,
  lat: 30.2,
  versionId: 1,
  decision: 'inside',
  community: grid(10, 'community'),
  street: grid(20, 'street'),
  exclusive: [grid(33, 'exclusive', 5), grid(32, 'exclusive', 4), grid(31, 'exclusive', 4)],
  chain: [
    { code: '990102003001', level: 'community', name: '春晓社区', nameEn: 'Chunxiao' },
    { code: '990102003', level: 'street', name: '和平街道', nameEn: 'Heping' },
    { code: '990102', level: 'district', name: '江东区', nameEn: 'Jiangdong' },
    { code: '9901', level: 'city', name: '市', nameEn: 'City' },
  ],
  distanceToEdgeM: 12.4,
  uncertain: false,
  candidates: [],
}
const outside: Location = {
  ...inside,
  decision: 'fallback',
  community: null,
  street: null,
  exclusive: [],
  chain: inside.chain.slice(2),
  distanceToEdgeM: 1430,
}

const category = (layer: GridLayer, unitKind: string): CategoryRecord => ({
  code: '06001',
  parentCode: '06',
  level: 3,
  name: '暴露垃圾',
  nameEn: 'Litter',
  unitKind,
  layer,
  urgent: false,
  limitHours: 24,
})
const worker = (id: number, lastOrderedAtMs: number | null): WatcherCandidate => ({
  id,
  number: `W${id}`,
  name: `网格员${id}`,
  nameEn: `Worker ${id}`,
  lastOrderedAtMs,
})
const route = (over: Partial<RoutingInput>) =>
  routeCase({
    location: inside,
    category: category('community', 'sanitation'),
    unitsByKind,
    unitById,
    workersOfGrid: [worker(7, null)],
    ...over,
  })

test('the layer that the catalogue names leads', () => {
  expect(route({})).toMatchObject({ ownerGridId: 10, unitId: 3, areaCode: '990102003001' })
  expect(route({ category: category('street', 'sanitation') })).toMatchObject({ ownerGridId: 20, unitId: 3 })
})

test('an exclusive grid leads where its unit is of the wanted kind, of several the smallest id; its unit handles', () => {
  expect(route({ category: category('exclusive', 'school') })).toMatchObject({ ownerGridId: 31, unitId: 4 })
  expect(route({ category: category('exclusive', 'hospital') })).toMatchObject({ ownerGridId: 33, unitId: 5 })
})

test('where the wanted layer has no grid, the community grid leads', () => {
  expect(route({ category: category('exclusive', 'prison') })).toMatchObject({ ownerGridId: 10, unitId: 2 })
  const noStreet = { ...inside, street: null }
  expect(route({ location: noStreet, category: category('street', 'sanitation') }).ownerGridId).toBe(10)
})

test('all grids that cover the point are kept, whoever leads', () => {
  expect(route({})).toMatchObject({ communityGridId: 10, streetGridId: 20, exclusiveGridIds: [33, 32, 31] })
})

test('outside all grids the desk of the district has the case, whatever the category', () => {
  expect(route({ location: outside, workersOfGrid: [] })).toMatchObject({
    ownerGridId: null,
    communityGridId: null,
    areaCode: '990102',
    unitId: 1,
    watcherWorkerId: null,
  })
})

test('whoever has waited longest for an order watches; of equals the smallest id', () => {
  const watcher = (...workersOfGrid: WatcherCandidate[]) => route({ workersOfGrid }).watcherWorkerId
  expect(watcher(worker(1, 500), worker(2, 400), worker(3, 600))).toBe(2)
  expect(watcher(worker(1, 500), worker(3, null), worker(2, null))).toBe(2)
  expect(watcher(worker(5, 500), worker(4, 500))).toBe(4)
})

test('the trail keeps how each was decided', () => {
  expect(route({}).trail).toEqual({
    decision: 'inside', distanceM: 12.4, lead: 'as-catalogued', department: 'kind', unitId: 3, watcherWorkerId: 7,
  })
  expect(route({ category: category('exclusive', 'school') }).trail.department).toBe('exclusive-grid')
  expect(route({ category: category('exclusive', 'prison') }).trail).toMatchObject({
    lead: 'community-instead', department: 'street-office', unitId: 2,
  })
  expect(route({ location: outside, workersOfGrid: [] }).trail).toMatchObject({
    decision: 'fallback', lead: 'none', department: 'desk', unitId: 1, watcherWorkerId: null,
  })
  expect(route({ unitsByKind: new Map() }).trail).toMatchObject({ department: 'none', unitId: null })
})
