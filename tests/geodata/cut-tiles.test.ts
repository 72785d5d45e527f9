import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import { beforeAll, describe, expect, test } from 'vitest'
import { Basemap, cutGridTiles } from '../../geodata/basemap/cut-tiles.ts'
import type { City } from '../../geodata/city/city.ts'
import { generateCity } from '../../geodata/city/generate-city.ts'
import { tileAt } from '../support/vector-tile.ts'

let city: City
let basemap: Basemap

beforeAll(() => {
  city = generateCity({ seed: 1, grids: 150, workers: 10 })
  basemap = new Basemap(city.base)
})

const decode = (bytes: Uint8Array | null) => new VectorTile(new PbfReader(bytes!))

describe('the basemap', () => {
  test('shows the whole city in one far tile with main roads only, and lanes from near', () => {
    const classesAt = (z: number) => {
      const { roads } = decode(basemap.tile(...tileAt(city.centre, z))).layers
      return new Set(Array.from({ length: roads.length }, (_, index) => roads.feature(index).properties.class))
    }
    expect(classesAt(9)).toContain('arterial')
    expect(classesAt(9)).not.toContain('lane')
    expect(classesAt(15)).toContain('lane')
  })

  test('names roads in both languages and gives buildings their height', () => {
    const { roads, buildings } = decode(basemap.tile(...tileAt(city.centre, 14))).layers
    expect(roads.feature(0).properties).toMatchObject({ name: expect.any(String), name_en: expect.any(String) })
    expect(buildings.feature(0).properties.height).toBeGreaterThan(2)
  })

  test('is empty far from the city', () => {
    expect(basemap.tile(14, 0, 0)).toBeNull()
  })

  test('keeps places where they are, within a step of the tile', () => {
    const place = city.base.places.features.find(({ properties }) => properties!.class === 'district')!
    const { coordinates } = place.geometry as { type: 'Point'; coordinates: [number, number] }
    const [z, x, y] = tileAt(coordinates, 13)
    const { places } = decode(basemap.tile(z, x, y)).layers
    const features = Array.from({ length: places.length }, (_, index) => places.feature(index))
    const found = features.find(({ properties }) => properties.name === place.properties!.name)!
    const [lng, lat] = (found.toGeoJSON(x, y, z).geometry as { type: 'Point'; coordinates: [number, number] }).coordinates
    const stepDeg = 360 / 2 ** 13 / 4096
    expect(Math.abs(lng - coordinates[0])).toBeLessThanOrEqual(stepDeg)
    expect(Math.abs(lat - coordinates[1])).toBeLessThanOrEqual(stepDeg)
  })
})

test('grid tiles show districts from far and every layer of grids from near, with ids and names', () => {
  const tiles = cutGridTiles(city.areas, city.grids)
  const far = decode(tiles.tile(...tileAt(city.centre, 8))).layers
  expect(far.areas).toBeDefined()
  expect(far.grids).toBeUndefined()
  const { grids } = decode(tiles.tile(...tileAt(city.centre, 14))).layers
  const features = Array.from({ length: grids.length }, (_, index) => grids.feature(index).properties)
  expect(new Set(features.map(({ layer }) => layer))).toEqual(new Set(['community', 'street', 'exclusive']))
  const byId = new Map(city.grids.map((grid) => [grid.id, grid]))
  for (const { id, name, code } of features) expect(byId.get(id as number)).toMatchObject({ name, code })
})
