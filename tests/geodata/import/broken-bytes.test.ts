import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { mulberry32, type Random } from '../../../geodata/city/random.ts'
import { SourceError } from '../../../geodata/import/source-error.ts'
import { writeGeoJson } from '../../../geodata/export/write-geojson.ts'
import { writeShapefile } from '../../../geodata/export/write-shapefile.ts'
import { zipFiles } from '../../../geodata/export/zip-files.ts'
import { writeGeoPackage, wktOf } from './geopackage-file.ts'
import { readAll, unstorableTexts } from './read-all.ts'
import { scratchFolder } from './scratch.ts'

const { directory } = scratchFolder()
const ROUNDS = 60

const features = Array.from({ length: 12 }, (_, index) => {
  const west = 114 + index / 100
  const ring = [[west, 30], [west, 30.01], [west + 0.01, 30.01], [west + 0.01, 30], [west, 30]]
  return {
    type: 'Feature' as const, properties: { CODE: `00${index}`, NAME: `网格${index}` },
    geometry: { type: 'Polygon' as const, coordinates: [ring] },
  }
})

/** Some bytes turned, cut out, doubled or cut off. */
function spoilt(bytes: Buffer, random: Random): Buffer {
  const copy = Buffer.from(bytes)
  const at = Math.floor(random() * copy.length)
  switch (Math.floor(random() * 4)) {
    case 0:
      return copy.subarray(0, at)
    case 1:
      return Buffer.concat([
        copy.subarray(0, at),
        copy.subarray(Math.min(copy.length, at + 1 + Math.floor(random() * 40))),
      ])
    case 2:
      return Buffer.concat([copy.subarray(0, at), copy.subarray(Math.max(0, at - 30))])
    default:
      for (let count = 1 + Math.floor(random() * 8); count > 0; count--) {
        copy[Math.floor(random() * copy.length)] = Math.floor(random() * 256)
      }
      return copy
  }
}

/** Reads a spoilt file: either all its rows come out, each as it must be, or it is refused with words for people. */
async function survive(path: string): Promise<'sound' | 'told'> {
  try {
    const { rows } = await readAll(path, { layer: 'community' })
    const wrong = rows.filter(({ fields, shape, problems }) => {
      const isRefused = problems.some(({ refused, kind }) => refused && kind !== 'unclosed-ring')
      return (
        (isRefused ? shape !== null : typeof fields.code !== 'string') ||
        unstorableTexts({ fields, problems }).length > 0
      )
    })
    expect(wrong).toEqual([])
    return rows.length === features.length && rows.every(({ problems }) => problems.length === 0) ? 'sound' : 'told'
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    expect(error.message.length).toBeGreaterThan(10)
    expect(error.hint.length).toBeGreaterThan(3)
    return 'told'
  }
}

async function surviveAll(name: string, good: Buffer, file = name): Promise<void> {
  const random = mulberry32(name.length * 1000 + name.charCodeAt(2))
  let told = 0
  for (let round = 0; round < ROUNDS; round++) {
    await writeFile(join(directory, file), spoilt(good, random))
    if ((await survive(join(directory, name))) === 'told') told++
  }
  // Bytes that are never noticed would mean that nothing is checked.
  expect(told).toBeGreaterThan(ROUNDS / 10)
}

describe('a file of broken bytes is read as far as it makes sense or refused in words, never a crash:', () => {
  it('GeoJSON', async () => {
    await writeGeoJson(directory, 'good', features, { datum: 'wgs84' })
    await surviveAll('a.geojson', await readFile(join(directory, 'good.geojson')))
  })

  it('newline-delimited GeoJSON', async () => {
    await surviveAll('a.ndjson', Buffer.from(features.map((one) => JSON.stringify(one)).join('\n')))
  })

  it('CSV', async () => {
    const rows = features.map(
      ({ properties: { CODE, NAME }, geometry }) => `${CODE},"${NAME}","${wktOf(geometry)}"`,
    )
    await surviveAll('a.csv', Buffer.from(`code,name,wkt\n${rows.join('\n')}\n`))
  })

  it.each(['.shp', '.dbf', '.prj'])('Shapefile, its %s', async (end) => {
    const { files } = await writeShapefile(directory, 'good', features, { datum: 'wgs84' })
    for (const file of files) await cp(join(directory, file), join(directory, file.replace('good', 'bad')))
    await surviveAll('bad.shp', await readFile(join(directory, `good${end}`)), `bad${end}`)
  })

  it('zipped Shapefile', async () => {
    const { files } = await writeShapefile(directory, 'zipped', features, { datum: 'wgs84' })
    await surviveAll('a.zip', await readFile(join(directory, await zipFiles(directory, 'zipped', files))))
  })

  it('GeoPackage', async () => {
    const path = join(directory, 'good.gpkg')
    writeGeoPackage(path, features)
    expect((await readAll(path, { layer: 'community' })).rows.flatMap(({ problems }) => problems)).toEqual([])
    await surviveAll('a.gpkg', await readFile(path))
  })
})
