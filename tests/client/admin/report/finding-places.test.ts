import { describe, expect, it } from 'vitest'
import {
  boundsOf, dotsOf, type FindingFeature, findingOf, nextHit,
} from '../../../../client/admin/report/finding-places.ts'

const properties: FindingFeature['properties'] = {
  id: 5, kind: 'gap', severity: 'error', layer: 'community', file: null, row: null, codes: ['a'], areaM2: 3, text: '缝',
  textEn: 'gap',
}
const triangle: FindingFeature = {
  type: 'Feature', id: 5, properties,
  geometry: { type: 'MultiPolygon', coordinates: [[[[1, 10], [3, 10], [1, 14], [1, 10]]], [[[-2, 9], [0, 9], [0, 9.5], [-2, 9]]]] },
}
const point: FindingFeature = {
  type: 'Feature', id: 6, properties: { ...properties, id: 6, kind: 'self-crossing' },
  geometry: { type: 'Point', coordinates: [7, 8, 100] },
}

describe('where a finding is', () => {
  it('is the box around all its parts', () => {
    expect(boundsOf(triangle.geometry)).toEqual([-2, 9, 3, 14])
    expect(boundsOf(point.geometry)).toEqual([7, 8, 7, 8])
    expect(boundsOf({ type: 'GeometryCollection', geometries: [triangle.geometry, point.geometry] })).toEqual([-2, 8, 7, 14])
  })

  it('is nowhere for an empty shape', () => {
    expect(boundsOf({ type: 'MultiPolygon', coordinates: [] })).toBeNull()
    expect(boundsOf({ type: 'GeometryCollection', geometries: [] })).toBeNull()
  })

  it('makes of a feature the finding that the list has', () => {
    expect(findingOf(triangle)).toEqual({ ...properties, bounds: [-2, 9, 3, 14] })
  })

  it('is a dot in the middle, which knows whether there is a shape besides', () => {
    const dots = dotsOf({ type: 'FeatureCollection', features: [triangle, point], leftOut: 0 })
    expect(dots.map(({ geometry, properties: of }) => [geometry.coordinates, of])).toEqual([
      [[0.5, 11.5], { id: 5, kind: 'gap', point: false }],
      [[7, 8], { id: 6, kind: 'self-crossing', point: true }],
    ])
  })
})

describe('a click on several findings', () => {
  it('means the first, and clicking on comes to each in turn', () => {
    expect(nextHit([3, 8, 3, 1], undefined)).toBe(3)
    expect(nextHit([3, 8, 3, 1], 3)).toBe(8)
    expect(nextHit([3, 8, 3, 1], 8)).toBe(1)
    expect(nextHit([3, 8, 3, 1], 1)).toBe(3)
    expect(nextHit([3, 8], 99)).toBe(3)
  })

  it('on nothing means nothing', () => {
    expect(nextHit([], 3)).toBeUndefined()
  })
})
