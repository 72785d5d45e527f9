import type { Feature, Polygon } from 'geojson'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { beforeAll, describe, expect, it } from 'vitest'
import { writeGeoJson } from '../../../geodata/export/write-geojson.ts'
import { writeShapefile } from '../../../geodata/export/write-shapefile.ts'
import { zipFiles } from '../../../geodata/export/zip-files.ts'
import { openSource, type SourceRow } from '../../../geodata/import/source.ts'
import { writeGeoPackage, wktOf } from './geopackage-file.ts'
import { scratchFolder } from './scratch.ts'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

const { directory } = scratchFolder()
const FEATURES = 1000
const VERTICES = 1000
/** What a reader may hold: a few chunks of the file, and what two of the features take. */
const MOST_BYTES_AHEAD = 1_000_000
const ROWS_BETWEEN_COUNTS = 100
const MOST_ROWS_ALIVE = 20

/** A million vertices, made as they are asked for. */
function* circles(): Generator<Feature<Polygon>> {
  for (let index = 0; index < FEATURES; index++) {
    const ring: number[][] = []
    for (let vertex = 0; vertex < VERTICES; vertex++) {
      const angle = (vertex / (VERTICES - 1)) * 2 * Math.PI
      ring.push([114 + (index % 40) / 100 + Math.cos(angle) / 300, 30 + index / 4000 + Math.sin(angle) / 300])
    }
    ring[VERTICES - 1] = ring[0]!
    yield { type: 'Feature', properties: { CODE: `G${index}` }, geometry: { type: 'Polygon', coordinates: [ring] } }
  }
}

beforeAll(async () => {
  await writeGeoJson(directory, 'circles', circles(), { datum: 'wgs84' })
  const lines = (await readFile(join(directory, 'circles.geojson'), 'utf8')).split('\n').slice(1, -2)
  await writeFile(join(directory, 'circles.ndjson'), lines.map((line) => line.replace(/,$/, '')).join('\n'))
  await writeShapefile(directory, 'circles', circles(), { datum: 'wgs84' })
  await zipFiles(directory, 'zipped', (await writeShapefile(directory, 'zipped', circles(), { datum: 'wgs84' })).files)
  const rows = [...circles()].map(({ properties, geometry }) => `${properties!.CODE},"${wktOf(geometry)}"`)
  await writeFile(join(directory, 'circles.csv'), `code,wkt\n${rows.join('\n')}\n`)
  writeGeoPackage(join(directory, 'circles.gpkg'), circles())
})

describe('a file of a million vertices', () => {
  it.each(['circles.geojson', 'circles.ndjson', 'circles.csv', 'circles.shp', 'zipped.zip', 'circles.gpkg'])(
    'as %s is read no further than is asked for, and what was read is let go', async (name) => {
      const source = await openSource(join(directory, name), { layer: 'community' })
      let alive = 0
      let mostAlive = 0
      const collected = new FinalizationRegistry<number>(() => alive--)
      let count = 0
      let vertices = 0
      let mostAhead = 0
      for await (const row of source.rows()) {
        count++
        vertices += verticesOf(row)
        // Features are about as large as each other, so this is how far the reader had to come.
        mostAhead = Math.max(mostAhead, source.bytesRead() - (count / FEATURES) * source.bytes)
        alive++
        collected.register(row.shape!, count)
        if (count % ROWS_BETWEEN_COUNTS === 0) {
          // A turn of the loop lets the registry hear of what nobody holds any more.
          collectGarbage()
          await new Promise(setImmediate)
          mostAlive = Math.max(mostAlive, alive)
        }
      }
      await source.close()
      expect([count, vertices]).toEqual([FEATURES, FEATURES * VERTICES])
      expect(mostAhead).toBeLessThan(MOST_BYTES_AHEAD)
      expect(mostAlive).toBeLessThan(MOST_ROWS_ALIVE)
    },
  )

  it('waits with the rest of the file while nobody asks', async () => {
    const source = await openSource(join(directory, 'circles.geojson'), { layer: 'community' })
    const rows = source.rows()
    await rows.next()
    const before = source.bytesRead()
    for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate)
    expect(source.bytesRead()).toBe(before)
    expect(before).toBeLessThan(MOST_BYTES_AHEAD)
    await rows.return(undefined)
    await source.close()
  })
})

function verticesOf({ shape }: SourceRow): number {
  return (shape as { coordinates: number[][][][] }).coordinates[0]![0]!.length
}
