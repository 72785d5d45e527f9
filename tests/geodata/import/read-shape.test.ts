import type { Geometry } from 'geojson'
import { describe, expect, it } from 'vitest'
import { projectionOf } from '../../../geodata/datum/projection.ts'
import { readShape } from '../../../geodata/import/read-shape.ts'

const wgs84 = projectionOf('wgs84')!
const read = (
  type: string,
  coordinates: unknown,
  expected: Parameters<typeof readShape>[1] = 'polygon',
  repair = false,
) => readShape({ type, coordinates } as Geometry, expected, wgs84, repair)

const ring = [[114, 30], [114.01, 30], [114.01, 30.01], [114, 30]]
const hole = [[114.005, 30.001], [114.008, 30.002], [114.008, 30.006], [114.005, 30.001]]

describe('a geometry', () => {
  it('loses heights and measures and becomes the type that is stored', () => {
    expect(read('Polygon', [ring.map(([x, y]) => [x, y, 12.5, 3])]).shape).toEqual({
      type: 'MultiPolygon',
      coordinates: [[ring]],
    })
    expect(
      read(
        'LineString',
        [
          [114, 30, 5],
          [115, 31, 5],
        ],
        'line',
      ).shape,
    ).toEqual({
      type: 'MultiLineString',
      coordinates: [
        [
          [114, 30],
          [115, 31],
        ],
      ],
    })
    expect(read('Point', [114, 30, 5], 'point').shape).toEqual({ type: 'Point', coordinates: [114, 30] })
    expect(read('MultiPoint', [[114, 30]], 'point').shape).toEqual({ type: 'Point', coordinates: [114, 30] })
    expect(read('Polygon', [ring, hole], 'line-or-polygon').shape).toEqual({
      type: 'MultiPolygon',
      coordinates: [[ring, hole]],
    })
  })

  it('in a collection of its own kind is taken out of it', () => {
    const collection = {
      type: 'GeometryCollection',
      geometries: [
        { type: 'Polygon', coordinates: [ring] },
        { type: 'Polygon', coordinates: [hole] },
      ],
    }
    expect(readShape(collection as Geometry, 'polygon', wgs84, false).shape).toEqual({
      type: 'MultiPolygon',
      coordinates: [[ring], [hole]],
    })
  })

  it.each([
    ['Point', [114, 30], 'polygon'],
    ['LineString', [[114, 30], [115, 31]], 'polygon'],
    ['Polygon', [ring], 'line'],
    ['Polygon', [ring], 'point'],
    ['MultiPoint', [[114, 30], [115, 31]], 'point'],
    ['Point', [114, 30], 'line-or-polygon'],
    ['Circle', [114, 30], 'polygon'],
  ] as const)('of type %s is refused where another is expected', (got, coordinates, expected) => {
    expect(read(got, coordinates, expected)).toEqual({
      shape: null, problems: [{ kind: 'wrong-geometry', refused: true, detail: { got, expected } }],
    })
  })

  it('whose ring is open is refused, but comes out closed for whoever looks at it', () => {
    const { shape, problems } = read('Polygon', [ring, hole.slice(0, 3)])
    expect(shape).toEqual({ type: 'MultiPolygon', coordinates: [[ring, hole]] })
    expect(problems).toEqual([
      { kind: 'unclosed-ring', refused: true, detail: { part: 1, ring: 2, gapM: expect.closeTo(627, 0) } },
    ])
  })

  it('whose ring is open is closed when asked, and that is listed', () => {
    const { shape, problems } = read('MultiPolygon', [[ring], [hole.slice(0, 3)]], 'polygon', true)
    expect(shape).toEqual({ type: 'MultiPolygon', coordinates: [[ring], [hole]] })
    expect(problems).toEqual([
      {
        kind: 'repaired',
        refused: false,
        detail: { what: 'ring-closed', part: 2, ring: 1, gapM: expect.closeTo(627, 0) },
      },
    ])
  })

  it.each([
    ['too-few-points', [[[114, 30], [114.01, 30], [114, 30]]], 3],
    ['too-few-points', [[[114, 30]]], 1],
    ['too-few-points', [[]], 0],
    ['zero-area', [[[114, 30], [114.01, 30], [114.02, 30], [114, 30]]], 4],
    ['zero-area', [[[114, 30], [114, 30], [114, 30], [114, 30]]], 4],
  ])('with a ring of %s is refused', (reason, coordinates, points) => {
    expect(read('Polygon', coordinates)).toEqual({
      shape: null, problems: [{ kind: 'bad-geometry', refused: true, detail: { reason, part: 1, ring: 1, points } }],
    })
  })

  it('loses a ring without area when repair is asked for, and is refused if nothing is left', () => {
    const flat = [[114.1, 30], [114.2, 30], [114.1, 30]]
    expect(read('Polygon', [ring, flat], 'polygon', true)).toEqual({
      shape: { type: 'MultiPolygon', coordinates: [[ring]] },
      problems: [{ kind: 'repaired', refused: false, detail: { what: 'ring-dropped', part: 1, ring: 2, points: 3 } }],
    })
    const { shape, problems } = read('Polygon', [flat, hole], 'polygon', true)
    expect(shape).toBeNull()
    expect(problems.map(({ kind }) => kind)).toEqual(['repaired', 'bad-geometry'])
  })

  it.each([
    ['Polygon', []],
    ['MultiPolygon', []],
    ['MultiPolygon', [[]]],
  ])('that is an empty %s is refused', (type, coordinates) => {
    expect(read(type, coordinates).problems[0]).toMatchObject({ kind: 'bad-geometry', detail: { reason: 'empty' } })
  })

  it('with many bad coordinates says so once', () => {
    const { problems } = read('Polygon', [ring.map(([x, y]) => [y, x])])
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatchObject({ kind: 'bad-coordinates', detail: { x: 30, y: 114, likely: 'swapped' } })
  })

  it.each([
    ['Polygon', [[[114, 30], null, [114, 31], [114, 30]]]],
    ['Polygon', [[[114, 30], ['114', '30'], [114, 31], [114, 30]]]],
    ['Polygon', [[[114, 30], [[114], 30], [114, 31], [114, 30]]]],
    ['Point', [null, 30]],
    ['Point', 'ab'],
  ])('of type %s with what is no number is refused', (type, coordinates) => {
    const expected = type === 'Point' ? 'point' : 'polygon'
    expect(read(type, coordinates, expected).problems[0]).toMatchObject({
      kind: 'bad-coordinates',
      detail: { likely: 'not-a-number' },
    })
  })
})
