import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Feature, Geometry, MultiPolygon, Position } from 'geojson'
import * as shapefile from 'shapefile'
import { describe, expect, it } from 'vitest'
import { mulberry32 } from '../../../geodata/city/random.ts'
import { writeShapefile } from '../../../geodata/export/write-shapefile.ts'
import { readAll } from '../import/read-all.ts'
import { scratchFolder } from '../import/scratch.ts'

const { directory } = scratchFolder()

const feature = (properties: Record<string, unknown>, geometry: Geometry | null): Feature<Geometry | null> => ({
  type: 'Feature',
  properties,
  geometry,
})
const square = (west: number, south: number, size: number): Position[] => [
  [west, south], [west + size, south], [west + size, south + size], [west, south + size], [west, south],
]

/** Reads with the package shapefile, which knows nothing of ours. */
async function readElsewhere(name: string): Promise<Feature[]> {
  const { features } = await shapefile.read(join(directory, `${name}.shp`), undefined, { encoding: 'utf-8' })
  return features
}

describe('a written Shapefile', () => {
  it('is read by another reader with every digit, holes, parts and missing shapes', async () => {
    const random = mulberry32(3)
    const ring = (): Position[] => square(113 + random(), 30 + random(), random() / 100)
    const outer = square(114, 30, 1)
    const multi: MultiPolygon = {
      type: 'MultiPolygon',
      coordinates: [[outer, square(114.2, 30.2, 0.1 + random() / 10)], [ring()], [ring()]],
    }
    const written = [
      feature({ CODE: '1' }, multi),
      feature({ CODE: '2' }, null),
      feature({ CODE: '3' }, { type: 'Polygon', coordinates: [ring()] }),
    ]
    expect((await writeShapefile(directory, 'polygons', written, { datum: 'wgs84' })).count).toBe(3)
    const read = await readElsewhere('polygons')
    const points = (geometry: Geometry | null): unknown =>
      geometry &&
      (geometry as MultiPolygon | { coordinates: Position[][] }).coordinates
        .flat(geometry.type === 'MultiPolygon' ? 1 : 0)
        .map((one) =>
          (one as Position[])
            .slice(1)
            .map((point) => point.join(' '))
            .sort(),
        )
    expect(read.map(({ geometry }) => points(geometry))).toEqual(written.map(({ geometry }) => points(geometry)))
    expect((read[0]!.geometry as MultiPolygon).coordinates.map((rings) => rings.length)).toEqual([2, 1, 1])
  })

  it('has lines and points as they are', async () => {
    const lines = [feature({ CODE: 'a' }, { type: 'LineString', coordinates: [[114, 30], [114.123456789, 30.5]] })]
    await writeShapefile(directory, 'lines', lines, { datum: 'wgs84' })
    expect((await readElsewhere('lines'))[0]!.geometry).toEqual(lines[0]!.geometry)
    const points = [feature({ CODE: 'a' }, { type: 'Point', coordinates: [114.123456789012, 30.5] })]
    await writeShapefile(directory, 'points', points, { datum: 'wgs84' })
    expect((await readElsewhere('points'))[0]!.geometry).toEqual(points[0]!.geometry)
  })

  it('has texts in UTF-8, numbers and answers, as wide as they have to be', async () => {
    const rows = [
      { NAME: '东湖网格', COUNT: 7, HEIGHT: 12.5, BRIDGE: true, MIXED: 1 },
      { NAME: null, COUNT: -123_456, HEIGHT: 1000, BRIDGE: false, MIXED: 'x' },
      { NAME: 'a', COUNT: null, HEIGHT: -0.125, BRIDGE: null, MIXED: null },
    ]
    await writeShapefile(
      directory,
      'table',
      rows.map((row) => feature(row, { type: 'Point', coordinates: [114, 30] })),
      { datum: 'wgs84' },
    )
    expect((await readElsewhere('table')).map(({ properties }) => properties)).toEqual([
      { ...rows[0], MIXED: '1' }, rows[1], rows[2],
    ])
  })

  it('has an index and a head that say where everything is', async () => {
    const rows = [1, 2, 3].map((number) =>
      feature({ CODE: `${number}` }, { type: 'Polygon', coordinates: [square(113 + number, 30, 0.5)] }),
    )
    await writeShapefile(directory, 'head', rows, { datum: 'wgs84' })
    const [shp, shx] = ['.shp', '.shx'].map((end) => readFileSync(join(directory, `head${end}`))) as [Buffer, Buffer]
    expect([shp.readInt32BE(24) * 2, shx.readInt32BE(24) * 2]).toEqual([shp.length, shx.length])
    expect([36, 44, 52, 60].map((at) => shp.readDoubleLE(at))).toEqual([114, 30, 116.5, 30.5])
    for (let record = 0; record < 3; record++) {
      const offset = shx.readInt32BE(100 + record * 8) * 2
      expect(shp.readInt32BE(offset)).toBe(record + 1)
      expect(shp.readInt32BE(offset + 4)).toBe(shx.readInt32BE(104 + record * 8))
    }
  })

  it.each(['gcj02', 'bd09'] as const)(
    'in %s comes back within a ten-millionth of a degree, shared edges still shared',
    async (datum) => {
      const random = mulberry32(9)
      const grids: Feature<MultiPolygon>[] = []
      const node = (column: number, row: number): Position => [
        110 + column / 50 + Math.sin(row * 7 + column) / 200,
        28 + row / 50 + Math.cos(row + column * 5) / 200,
      ]
      for (let column = 0; column < 12; column++) {
        for (let row = 0; row < 12; row++) {
          const ring = [
            node(column, row),
            node(column + 1, row),
            node(column + 1, row + 1),
            node(column, row + 1),
            node(column, row),
          ]
          grids.push({
            type: 'Feature',
            properties: { CODE: `${column}-${row}-${random()}` },
            geometry: { type: 'MultiPolygon', coordinates: [[ring]] },
          })
        }
      }
      const { files } = await writeShapefile(directory, datum, grids, { datum })
      expect(files).not.toContain(`${datum}.prj`)
      const { rows } = await readAll(join(directory, `${datum}.shp`), { layer: 'community', datum })
      const byPlace = new Map<string, string>()
      for (const [index, { shape, fields }] of rows.entries()) {
        expect(fields.code).toBe(grids[index]!.properties!.CODE)
        const before = grids[index]!.geometry.coordinates[0]![0]!.toReversed()
        for (const [vertex, [lng, lat]] of (shape as MultiPolygon).coordinates[0]![0]!.entries()) {
          const [wasLng, wasLat] = before[vertex] as [number, number]
          expect(Math.max(Math.abs(lng! - wasLng), Math.abs(lat! - wasLat))).toBeLessThan(1e-7)
          const was = `${wasLng} ${wasLat}`
          expect(byPlace.get(was) ?? `${lng} ${lat}`).toBe(`${lng} ${lat}`)
          byPlace.set(was, `${lng} ${lat}`)
        }
      }
      expect(byPlace.size).toBe(13 * 13)
    },
  )

  it('without a feature is a Shapefile all the same', async () => {
    await writeShapefile(directory, 'none', [], { datum: 'wgs84', kind: 'line' })
    expect(readFileSync(join(directory, 'none.shp')).readInt32LE(32)).toBe(3)
    expect(await readElsewhere('none')).toEqual([])
    expect((await readAll(join(directory, 'none.shp'), { layer: 'roads' })).rows).toEqual([])
  })

  it.each([
    [
      'two kinds of geometry',
      [
        feature({}, { type: 'Point', coordinates: [1, 2] }),
        feature(
          {},
          {
            type: 'LineString',
            coordinates: [
              [1, 2],
              [3, 4],
            ],
          },
        ),
      ],
      'of points cannot hold a LineString',
    ],
    [
      'a collection',
      [feature({}, { type: 'GeometryCollection', geometries: [] })],
      'GeometryCollection cannot be written',
    ],
    ['a long name of a field', [feature({ ELEVENCHARS: 1 }, null)], 'cannot have the field ELEVENCHARS'],
    ['a name that is none', [feature({ 网格: 1 }, null)], 'cannot have the field 网格'],
    ['a text that is too long', [feature({ NAME: '长'.repeat(90) }, null)], 'of 270 bytes, a dbf holds 254'],
  ])('with %s is refused, and no half file of rows is left', async (name, features, message) => {
    await expect(writeShapefile(directory, `refused ${name}`, features, { datum: 'wgs84' })).rejects.toThrow(message)
    expect(readdirSync(directory).filter((file) => file.endsWith('.rows'))).toEqual([])
  })
})
