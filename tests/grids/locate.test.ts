import type { MultiPolygon } from 'geojson'
import { describe, expect, it } from 'vitest'
import type { Area, Grid } from '../../geodata/city/city.ts'
import { buildGridIndex } from '../../server/grids/grid-index.ts'
import { locate } from '../../server/grids/locate.ts'

const box = (west: number, south: number, east: number, north: number): MultiPolygon => ({
  type: 'MultiPolygon',
  coordinates: [[[[west, south], [east, south], [east, north], [west, north], [west, south]]]],
})

const area = (code: string, level: Area['level'], parentCode: string | null, boundary: MultiPolygon): Area => ({
  code, level, name: `名${code}`, nameEn: `Area ${code}`, parentCode, boundary,
})

const grid = (id: number, layer: Grid['layer'], areaCode: string, boundary: MultiPolygon): Grid => ({
  id, layer, code: `${areaCode}-${id}`, name: `格${id}`, nameEn: `Grid ${id}`, areaCode, unitId: id * 10, boundary,
})

/** Two districts side by side, the west with two grids and the east with one; a road; two units that overlap. */
const areas = [
  area('9901', 'city', null, box(120, 30, 120.2, 30.1)),
  area('990101', 'district', '9901', box(120, 30, 120.1, 30.1)),
  area('990102', 'district', '9901', box(120.1, 30, 120.2, 30.1)),
  area('990101001', 'street', '990101', box(120, 30, 120.1, 30.1)),
  area('990102001', 'street', '990102', box(120.1, 30, 120.2, 30.1)),
  area('990101001001', 'community', '990101001', box(120, 30, 120.1, 30.1)),
  area('990102001001', 'community', '990102001', box(120.1, 30, 120.2, 30.1)),
]
const grids = [
  grid(3, 'community', '990101001001', box(120, 30, 120.05, 30.1)),
  grid(2, 'community', '990101001001', box(120.05, 30, 120.1, 30.1)),
  grid(1, 'community', '990102001001', box(120.1, 30, 120.2, 30.1)),
  grid(4, 'street', '990101001', box(120, 30.04, 120.1, 30.06)),
  grid(6, 'exclusive', '9901', box(120, 30, 120.2, 30.1)),
  grid(5, 'exclusive', '990101', box(120.02, 30.02, 120.08, 30.08)),
]
const index = buildGridIndex(grids, areas, 7)

describe('locate', () => {
  it('gives the owner in each layer, the chain up to the city and the version', () => {
    const found = locate(index, 120.03, 30.05)
    expect(found).toMatchObject({ lng: 120.03, lat: 30.05, versionId: 7, decision: 'inside' })
    expect(found.community).toEqual({
      gridId: 3, layer: 'community', code: '990101001001-3', name: '格3', nameEn: 'Grid 3', areaCode: '990101001001',
      unitId: 30, decision: 'inside',
    })
    expect(found.street).toMatchObject({ gridId: 4, decision: 'inside' })
    expect(found.exclusive.map((owner) => [owner.gridId, owner.decision])).toEqual([[5, 'inside'], [6, 'inside']])
    expect(found.chain).toEqual([
      { code: '990101001001', level: 'community', name: '名990101001001', nameEn: 'Area 990101001001' },
      { code: '990101001', level: 'street', name: '名990101001', nameEn: 'Area 990101001' },
      { code: '990101', level: 'district', name: '名990101', nameEn: 'Area 990101' },
      { code: '9901', level: 'city', name: '名9901', nameEn: 'Area 9901' },
    ])
  })

  it('gives a point on the edge of two grids to the one with the smallest id, and says so', () => {
    const found = locate(index, 120.05, 30.08)
    expect(found.decision).toBe('edge')
    expect(found.community).toMatchObject({ gridId: 2, decision: 'edge' })
    expect(found.distanceToEdgeM).toBe(0)
    expect(found.street).toBeNull()
    expect(found.exclusive.map((owner) => [owner.gridId, owner.decision])).toEqual([[5, 'edge'], [6, 'inside']])
  })

  it('measures how far the point is from the nearest edge of the community layer', () => {
    // 0.01 degrees of longitude at 30.05° N are 964.4 m.
    expect(locate(index, 120.04, 30.05).distanceToEdgeM).toBeCloseTo(964.4, 0)
  })

  it('gives a point just outside all grids to the nearest one within 50 m, and says so', () => {
    const found = locate(index, 120.15, 30.1004)
    expect(found).toMatchObject({ decision: 'nearest', community: { gridId: 1, decision: 'nearest' }, exclusive: [] })
    expect(found.distanceToEdgeM).toBeCloseTo(44.3, 0)
    expect(found.chain.map((link) => link.code)).toEqual(['990102001001', '990102001', '990102', '9901'])
  })

  it('takes a point further outside to its nearest district and the city', () => {
    const found = locate(index, 120.15, 30.101)
    expect(found).toMatchObject({ decision: 'fallback', community: null, street: null, exclusive: [] })
    expect(found.chain.map((link) => link.level)).toEqual(['district', 'city'])
    expect(found.chain[0].code).toBe('990102')
    expect(locate(index, 0, 0).chain[0].code).toBe('990101')
    expect(locate(index, 120.15, 30.101, 0, 200).decision).toBe('nearest')
  })

  it('is uncertain where the circle of the accuracy crosses an edge, and names the other grids that it reaches', () => {
    // 0.0005 degrees of longitude west of the edge of grids 3 and 2 are 48.2 m.
    const far = locate(index, 120.0495, 30.08, 48)
    expect(far).toMatchObject({ decision: 'inside', community: { gridId: 3 }, uncertain: false, candidates: [] })
    const near = locate(index, 120.0495, 30.08, 49)
    expect(near).toMatchObject({ decision: 'inside', community: { gridId: 3 }, uncertain: true })
    expect(near.candidates).toEqual([
      { gridId: 2, code: '990101001001-2', name: '格2', nameEn: 'Grid 2', distanceM: near.distanceToEdgeM },
    ])
    expect(locate(index, 120.0495, 30.08)).toMatchObject({ uncertain: false, candidates: [] })
  })

  it('is uncertain outside all grids where the circle reaches into one', () => {
    expect(locate(index, 120.15, 30.1004, 45)).toMatchObject({ decision: 'nearest', uncertain: true, candidates: [] })
    const fallback = locate(index, 120.0999, 30.101, 200)
    expect(fallback).toMatchObject({ decision: 'fallback', community: null, uncertain: true })
    expect(fallback.candidates.map((candidate) => candidate.gridId)).toEqual([2, 1])
    expect(fallback.candidates[0].distanceM).toBeCloseTo(110.9, 0)
  })

  it('refuses an accuracy that is no radius', () => {
    expect(() => locate(index, 120, 30, -1)).toThrow('accuracyM -1: expected a finite number of metres, 0 or more')
    expect(() => locate(index, 120, 30, Infinity)).toThrow('accuracyM Infinity: expected a finite number')
  })

  it('refuses coordinates that are not finite', () => {
    expect(() => locate(index, NaN, 30)).toThrow('lng NaN: expected a finite number of degrees')
    expect(() => locate(index, 120, Infinity)).toThrow('lat Infinity: expected a finite number of degrees')
  })
})

describe('buildGridIndex', () => {
  it('names the grid whose area is missing', () => {
    const stray = grid(9, 'community', '990199001001', box(120, 30, 121, 31))
    expect(() => buildGridIndex([...grids, stray], areas, 1))
      .toThrow('Grid 9 (990199001001-9): area 990199001001 is missing, expected one of the 7 areas')
  })

  it('names the area whose parent is missing and the id that is used twice', () => {
    expect(() => buildGridIndex(grids, areas.slice(1), 1)).toThrow('Area 990101: its parent 9901 is missing')
    expect(() => buildGridIndex([...grids, grids[0]], areas, 1)).toThrow('Grid 3 (990101001001-3): expected an id that')
  })

  it('refuses a city in which a case could be left without an owner', () => {
    expect(() => buildGridIndex(grids.slice(3), areas, 1)).toThrow('None of 3 grids is in the community layer')
    expect(() => buildGridIndex([grid(1, 'community', '9901', box(120, 30, 121, 31))], [areas[0]], 1))
      .toThrow('None of 1 areas is a district')
  })
})
