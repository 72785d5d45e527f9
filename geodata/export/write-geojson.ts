import { join } from 'node:path'
import type { DegreeDatum } from '../datum/chinese-datums.ts'
import { FileSink } from './file-sink.ts'
import { type Features, toDatum } from './to-datum.ts'

/**
 * Writes `directory/name.geojson`, one feature a line in a FeatureCollection; streams. GeoJSON has no word for GCJ-02
 * and BD-09 (readers take it for WGS-84): a `crs` member names them all the same, which openSource understands.
 */
export async function writeGeoJson(
  directory: string,
  name: string,
  features: Features,
  { datum }: { datum: DegreeDatum },
): Promise<{ files: string[]; count: number }> {
  const file = `${name}.geojson`
  const sink = await FileSink.create(join(directory, file))
  let count = 0
  try {
    const crs = datum === 'wgs84' ? '' : `"crs":{"type":"name","properties":{"name":"${datum}"}},`
    await sink.append(Buffer.from(`{"type":"FeatureCollection",${crs}"features":[`))
    for await (const { geometry, properties } of features) {
      const feature = { type: 'Feature', properties, geometry: geometry && toDatum(geometry, datum) }
      await sink.append(Buffer.from(`${count++ === 0 ? '' : ','}\n${JSON.stringify(feature)}`))
    }
    await sink.append(Buffer.from('\n]}\n'))
  } finally {
    await sink.close()
  }
  return { files: [file], count }
}
