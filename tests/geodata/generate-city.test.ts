import type { Position } from 'geojson'
import { beforeAll, describe, expect, test } from 'vitest'
import type { City, Grid } from '../../geodata/city/city.ts'
import { generateCity } from '../../geodata/city/generate-city.ts'

let city: City

beforeAll(() => {
  city = generateCity({ seed: 1 })
})

const layer = (name: Grid['layer']) => city.grids.filter((grid) => grid.layer === name)

/** Twice the signed area of a ring in square degrees. */
function twiceArea(ring: readonly Position[]): number {
  let sum = 0
  for (let index = 1; index < ring.length; index++) {
    const [ax, ay] = ring[index - 1]
    const [bx, by] = ring[index]
    sum += (ax - ring[0][0]) * (by - ring[0][1]) - (bx - ring[0][0]) * (ay - ring[0][1])
  }
  return sum
}

test('the largest source is met: 1,229 community grids, 221 street grids, exclusive grids of 15 kinds of units', () => {
  expect(layer('community')).toHaveLength(1229)
  expect(layer('street')).toHaveLength(221)
  const unitOf = new Map(city.units.map((unit) => [unit.id, unit]))
  const kinds = new Set(layer('exclusive').map((grid) => unitOf.get(grid.unitId!)!.kind))
  expect(kinds.size).toBe(15)
  expect(city.areas.filter((area) => area.level === 'community')).toHaveLength(125)
})

test('ids of grids run from 1 in the order of layer and code, so that on an edge the smaller code owns', () => {
  expect(city.grids.map((grid) => grid.id)).toEqual(city.grids.map((_, index) => index + 1))
  const keys = city.grids.map((grid) => `${['community', 'street', 'exclusive'].indexOf(grid.layer)} ${grid.code}`)
  expect(keys).toEqual(keys.toSorted())
})

test('the same seed makes the same city, another seed another one', () => {
  const small = () => generateCity({ seed: 7, grids: 60, workers: 30 })
  expect(JSON.stringify(small())).toBe(JSON.stringify(small()))
  const other = generateCity({ seed: 8, grids: 60, workers: 30 })
  expect(JSON.stringify(other.grids[0].boundary)).not.toBe(JSON.stringify(small().grids[0].boundary))
})

describe('codes', () => {
  test('of areas start with the code of the area above, and every area above exists', () => {
    const codes = new Map(city.areas.map((area) => [area.code, area]))
    const digits = { city: 4, district: 6, street: 9, community: 12 }
    for (const { code, level, parentCode } of city.areas) {
      expect(code).toMatch(new RegExp(`^\\d{${digits[level]}}$`))
      if (level === 'city') continue
      expect(codes.has(parentCode!)).toBe(true)
      expect(code.startsWith(parentCode!)).toBe(true)
    }
  })

  test('of unit grids have the 15 digits of the standard and are numbered from 001 in each community', () => {
    const numbers = new Map<string, number[]>()
    for (const { code, areaCode } of layer('community')) {
      expect(code).toMatch(/^\d{15}$/)
      expect(code.slice(0, 12)).toBe(areaCode)
      numbers.set(areaCode, [...(numbers.get(areaCode) ?? []), Number(code.slice(12))])
    }
    expect(numbers.size).toBe(125)
    for (const own of numbers.values()) {
      expect(own.toSorted((a, b) => a - b)).toEqual(own.map((_, index) => index + 1))
    }
  })

  test('and names are given once', () => {
    for (const name of ['community', 'street', 'exclusive'] as const) {
      const grids = layer(name)
      expect(new Set(grids.map((grid) => grid.code)).size).toBe(grids.length)
      expect(new Set(grids.map((grid) => grid.name)).size).toBe(grids.length)
    }
    expect(new Set(city.areas.map((area) => area.name)).size).toBe(city.areas.length)
  })
})

describe.each(['community', 'street'] as const)('the %s grids', (name) => {
  test('share every edge with exactly one neighbour, in the other direction, but for the outline of the city', () => {
    const edges = new Map<string, number>()
    for (const { boundary } of layer(name)) {
      for (const ring of boundary.coordinates.flat()) {
        for (let index = 1; index < ring.length; index++) {
          const edge = `${ring[index - 1]}→${ring[index]}`
          edges.set(edge, (edges.get(edge) ?? 0) + 1)
        }
      }
    }
    expect([...edges.values()].every((count) => count === 1)).toBe(true)
    const alone = [...edges.keys()].filter((edge) => !edges.has(edge.split('→').toReversed().join('→')))
    const outline = city.areas[0].boundary.coordinates.flat()
    const outlineEdges = outline.reduce((sum, ring) => sum + ring.length - 1, 0)
    expect(alone).toHaveLength(outlineEdges)
  })

  test('add up to the area of the city', () => {
    const areaOf = (grids: readonly Pick<Grid, 'boundary'>[]) =>
      grids.reduce((sum, grid) => sum + grid.boundary.coordinates.flat().reduce((own, ring) => own + twiceArea(ring), 0), 0)
    expect(areaOf(layer(name)) / areaOf([city.areas[0]])).toBeCloseTo(1, 9)
  })
})

test('every worker belongs to a grid, every community grid has one, and badges and phones are not shared', () => {
  const grids = new Map(city.grids.map((grid) => [grid.id, grid]))
  for (const worker of city.workers) expect(grids.get(worker.gridId)!.areaCode).toBe(worker.areaCode)
  const staffed = new Set(city.workers.map((worker) => worker.gridId))
  expect(layer('community').every((grid) => staffed.has(grid.id))).toBe(true)
  expect(new Set(city.workers.map((worker) => worker.number)).size).toBe(2000)
  expect(new Set(city.workers.map((worker) => worker.deviceKey)).size).toBe(2000)
})

test('every unit that the catalogue names exists where it is needed: in the city or in each district', () => {
  const districts = city.areas.filter((area) => area.level === 'district').map((area) => area.code)
  for (const kind of new Set(city.categories.map((category) => category.unitKind))) {
    if (kind === 'street_office') continue
    const places = new Set(city.units.filter((unit) => unit.kind === kind).map((unit) => unit.areaCode))
    expect(places.has(city.code) || districts.every((code) => places.has(code)), kind).toBe(true)
  }
})

test('the catalogue has 153 components, 250 matters and the appeals, each under a class, named in both languages', () => {
  const items = city.categories.filter((category) => category.level === 3)
  expect(items.filter(({ code }) => code.startsWith('B'))).toHaveLength(153)
  expect(items.filter(({ code }) => code.startsWith('S'))).toHaveLength(250)
  expect(items.filter(({ code }) => code.startsWith('Q')).length).toBeGreaterThanOrEqual(40)
  const codes = new Set(city.categories.map(({ code }) => code))
  expect(codes.size).toBe(city.categories.length)
  for (const { level, parentCode, nameEn } of city.categories) {
    expect(level === 1 || codes.has(parentCode!)).toBe(true)
    expect(nameEn).toMatch(/^[A-Z]/)
  }
})

test('the basemap is a city: roads of every class, buildings of every height, a river that roads bridge, parks', () => {
  const { roads, buildings, water, parks } = city.base
  const classes = new Set(roads.features.map(({ properties }) => properties!.class))
  expect([...classes].sort()).toEqual(['arterial', 'expressway', 'lane', 'secondary', 'tertiary'])
  expect(roads.features.some(({ properties }) => properties!.bridge)).toBe(true)
  expect(roads.features.every(({ properties }) => properties!.name !== '' && properties!.name_en !== '')).toBe(true)
  expect(buildings.features.length).toBeGreaterThan(10_000)
  const heights = buildings.features.map(({ properties }) => properties!.height as number)
  expect(Math.min(...heights)).toBeLessThan(10)
  expect(Math.max(...heights)).toBeGreaterThan(100)
  expect(water.features.filter(({ properties }) => properties!.class === 'river')).toHaveLength(1)
  expect(parks.features.length).toBeGreaterThan(20)
})

test('a city of any size has exactly the grids and workers asked for', () => {
  for (const [grids, workers] of [[20, 5], [333, 400]]) {
    const other = generateCity({ seed: 3, grids, workers })
    expect(other.grids.filter((grid) => grid.layer === 'community')).toHaveLength(grids)
    expect(other.workers).toHaveLength(workers)
  }
})
