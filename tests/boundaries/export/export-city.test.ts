import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { MultiPolygon } from 'geojson'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generateCity } from '../../../geodata/city/generate-city.ts'
import type { DegreeDatum } from '../../../geodata/datum/chinese-datums.ts'
import type { SourceRow } from '../../../geodata/import/source.ts'
import { exportCity, type ExportedFile } from '../../../server/boundaries/export/export-city.ts'
import type { Database } from '../../../server/db/database.ts'
import { loadCity } from '../../../server/start/load-city.ts'
import { readAll } from '../../geodata/import/read-all.ts'
import { openTestDatabase } from '../../support/database.ts'

const city = generateCity({ seed: 5, grids: 60, workers: 40 })
let database: Database
let directory: string

beforeAll(async () => {
  database = await openTestDatabase()
  await database.transaction((transaction) => loadCity(transaction, city, new Date('2026-01-01T00:00:00Z')))
  directory = await mkdtemp(join(tmpdir(), 'gridwall-export-'))
})
afterAll(async () => {
  await database?.close()
  await rm(directory, { recursive: true, force: true })
})

interface Written {
  layer: ExportedFile['layer']
  file: string
  rows: SourceRow[]
}

/** Exports the city and reads every file back, stating no more than the datum. */
async function exportAndRead(
  name: string,
  format: 'shapefile' | 'geojson',
  datum: DegreeDatum,
  zip = false,
): Promise<Written[]> {
  const folder = join(directory, name)
  const files = (await exportCity(database, { directory: folder, format, datum, zip }, city))!
  return Promise.all(
    files.map(async ({ layer, file, count }) => {
      const { source, rows } = await readAll(join(folder, file), { layer, ...(datum !== 'wgs84' && { datum }) })
      expect(source.missing, file).toEqual([])
      expect(rows.length, file).toBe(count)
      expect(
        rows.flatMap(({ problems }) => problems),
        file,
      ).toEqual([])
      return { layer, file, rows }
    }),
  )
}

/** The points of each ring as a set: a Shapefile may turn rings, which is the same ground. */
function pointsOf(shape: MultiPolygon): string[][] {
  return shape.coordinates.flat().map((ring) => ring.slice(1).map((point) => point.join(' ')).sort())
}

describe('the export of a city', () => {
  it.each([
    ['shapefile', 'gcj02', true],
    ['shapefile', 'wgs84', false],
    ['geojson', 'bd09', false],
  ] as const)('as %s in %s is read back with every boundary to the last digit', async (format, datum, zip) => {
    const written = await exportAndRead(`${format}-${datum}`, format, datum, zip)
    for (const layer of ['community', 'street', 'exclusive'] as const) {
      const rows = written.find((one) => one.layer === layer)!.rows
      const unitKinds = new Map(city.units.map(({ id, kind }) => [id, kind]))
      const expected = city.grids.filter((grid) => grid.layer === layer)
      expect(rows.map(({ fields }) => fields)).toEqual(
        expected.map(({ code, name, nameEn, areaCode, unitId }) => ({
          code, name, nameEn, areaCode, unitKind: unitId === null ? null : unitKinds.get(unitId)!,
        })),
      )
      for (const [index, { shape }] of rows.entries()) {
        expect(pointsOf(shape as MultiPolygon)).toEqual(pointsOf(expected[index]!.boundary))
      }
    }
  })

  it('has all that an import needs: areas, units, categories, workers, things and the ground', async () => {
    const written = await exportAndRead('all', 'shapefile', 'wgs84')
    const count = (layer: string): number =>
      written.filter((one) => one.layer === layer).reduce((sum, { rows }) => sum + rows.length, 0)
    expect(count('areas')).toBe(city.areas.length)
    expect(count('units')).toBe(city.units.length)
    expect(count('categories')).toBe(city.categories.length)
    expect(count('workers')).toBe(city.workers.length)
    expect(count('cameras')).toBe(city.cameras.length)
    expect(count('devices')).toBe(city.devices.length)
    for (const layer of ['roads', 'buildings', 'water', 'parks', 'railways', 'places'] as const) {
      expect(count(layer), layer).toBe(city.base[layer].features.length)
    }

    const gridCode = new Map(city.grids.map(({ id, code }) => [id, code]))
    const [first] = city.workers
    expect(written.find(({ layer }) => layer === 'workers')!.rows[0]!.fields).toEqual({
      number: first!.number,
      name: first!.name,
      shiftPattern: first!.shiftPattern,
      nameEn: first!.nameEn,
      phone: first!.phone,
      employment: first!.employment,
      deviceKey: first!.deviceKey,
      gridCode: gridCode.get(first!.gridId),
    })
    const area = city.areas.find(({ level }) => level === 'street')!
    const { fields } = written
      .find(({ layer }) => layer === 'areas')!
      .rows.find((row) => row.fields.code === area.code)!
    expect(fields).toEqual({
      code: area.code,
      name: area.name,
      nameEn: area.nameEn,
      level: 'street',
      parentCode: area.parentCode,
    })
    const item = city.categories.find(({ level }) => level === 3)!
    expect(
      written.find(({ layer }) => layer === 'categories')!.rows.find((row) => row.fields.code === item.code)!.fields,
    ).toEqual({
      code: item.code,
      name: item.name,
      nameEn: item.nameEn,
      parentCode: item.parentCode,
      level: item.level,
      unitKind: item.unitKind,
      layer: item.layer,
      urgent: item.urgent,
      limitHours: item.limitHours,
    })
  })

  it('claims no datum in a .prj that the numbers are not in', async () => {
    await exportAndRead('prj', 'shapefile', 'gcj02')
    const files = await readdir(join(directory, 'prj'))
    expect(files.filter((file) => file.endsWith('.prj'))).toEqual([])
    await exportAndRead('prj84', 'shapefile', 'wgs84')
    expect(await readdir(join(directory, 'prj84'))).toContain('community.prj')
  })

  it('leaves nothing behind but the files it names, and one zip a Shapefile where zips are wanted', async () => {
    const files = (await exportCity(
      database,
      { directory: join(directory, 'zips'), format: 'shapefile', datum: 'wgs84', zip: true },
      city,
    ))!
    expect((await readdir(join(directory, 'zips'))).sort()).toEqual(files.map(({ file }) => basename(file)).sort())
  })
})
