import { describe, expect, it } from 'vitest'
import { projectionOf } from '../../../geodata/datum/projection.ts'
import { readPosition } from '../../../geodata/import/read-position.ts'

const read = (datum: string, x: unknown, y: unknown) => readPosition(projectionOf(datum)!, x, y)

describe('two numbers of a file', () => {
  it.each([
    ['wgs84', 114.3, 30.6],
    ['wgs84', -74.006, 40.713],
    ['wgs84', 15.63, 78.22],
    ['EPSG:4490', 87.6, 43.8],
  ])('in %s are the place they say: %f, %f', (datum, x, y) => {
    expect(read(datum, x, y)).toEqual([x, y])
  })

  it('in metres become degrees', () => {
    const [lng, lat] = read('EPSG:4547', 512_345.678, 3_384_567.89) as [number, number]
    expect(lng).toBeCloseTo(114.128709441795, 9)
    expect(lat).toBeCloseTo(30.581354607389, 9)
  })

  it.each([
    // datum, x, y, likely, suggested
    ['wgs84', 38_512_345.6, 3_384_567.8, 'gauss-kruger', ['EPSG:4526']],
    ['wgs84', 19_612_345.6, 3_384_567.8, 'gauss-kruger', ['EPSG:4497']],
    ['wgs84', 512_345.6, 3_384_567.8, 'gauss-kruger-without-zone', []],
    ['wgs84', 3_384_567.8, 38_512_345.6, 'swapped', ['EPSG:4526']],
    ['wgs84', 3_384_567.8, 512_345.6, 'swapped', []],
    ['wgs84', 12_745_594.5, 3_580_872.3, 'web-mercator', ['EPSG:3857']],
    ['wgs84', 13_460_000, 3_580_872.3, 'web-mercator', ['EPSG:3857', 'EPSG:4491']],
    ['wgs84', -8_238_310, 4_970_071, 'web-mercator', ['EPSG:3857']],
    ['wgs84', 30.6, 114.3, 'swapped', []],
    ['wgs84', 43.8, 87.6, 'swapped', []],
    ['wgs84', 39.4, 75.9, 'swapped', []],
    ['gcj02', 30.6, 114.3, 'swapped', []],
    ['wgs84', 0, 0, 'zero', []],
    ['EPSG:4547', 0, 0, 'zero', []],
    ['wgs84', Number.NaN, 30, 'not-a-number', []],
    ['wgs84', '114', 30, 'not-a-number', []],
    ['wgs84', null, undefined, 'not-a-number', []],
    ['wgs84', Infinity, 30, 'not-a-number', []],
    ['wgs84', 114_300_000, 30_600_000, 'micro-degrees', []],
    ['wgs84', 999, 30, 'unknown', []],
    ['wgs84', 1e30, -1e30, 'unknown', []],
    ['EPSG:4547', 114.3, 30.6, 'degrees', ['wgs84']],
    ['EPSG:3857', 114.3, 30.6, 'degrees', ['wgs84']],
    ['EPSG:4547', 38_512_345.6, 3_384_567.8, 'outside-zone', ['EPSG:4526']],
    ['EPSG:4526', 39_512_345.6, 3_384_567.8, 'outside-zone', ['EPSG:4527']],
    ['EPSG:4526', 512_345.6, 3_384_567.8, 'outside-zone', ['EPSG:4547']],
    ['EPSG:4547', 3_384_567.8, 512_345.6, 'swapped', []],
    ['EPSG:3857', 1e12, 1e12, 'unknown', []],
  ])('that cannot be in %s (%s, %s) are refused: %s %j', (datum, x, y, likely, suggested) => {
    expect(read(datum as string, x, y)).toMatchObject({ datum, likely, suggested })
  })

  it('never become a place that is none, whatever they are', () => {
    const odd = [
      0,
      -0,
      1,
      -1,
      90,
      180,
      181,
      1e3,
      5e5,
      3e6,
      1.3e7,
      3.85e7,
      1e9,
      1e300,
      -1e300,
      5e-324,
      Number.MAX_VALUE,
      Number.NaN,
      -Infinity,
    ]
    for (const datum of ['wgs84', 'gcj02', 'bd09', 'EPSG:4490', 'EPSG:3857', 'EPSG:4491', 'EPSG:4526', 'EPSG:4547']) {
      for (const x of odd) {
        for (const y of odd) {
          const position = read(datum, x, y)
          if (!Array.isArray(position)) continue
          expect(Math.abs(position[0])).toBeLessThanOrEqual(180.01)
          expect(Math.abs(position[1])).toBeLessThanOrEqual(85.07)
        }
      }
    }
  })
})
