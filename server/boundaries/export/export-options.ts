import { parseArgs } from 'node:util'
import { DEGREE_DATUMS, type DegreeDatum } from '../../../geodata/datum/chinese-datums.ts'
import { type Config, readConfig } from '../../config.ts'
import { StartError } from '../../start/start-error.ts'
import type { ExportOptions } from './export-city.ts'

const FORMATS = ['shapefile', 'geojson'] as const
const HINT = 'npm run export -- --help lists all'

/** What `--help` prints. */
export const EXPORT_HELP = `npm run export -- --out DIRECTORY [flags]

  Writes the city as it is in force, for another program or for npm run import: areas, the three layers of grids,
  cameras, devices, components and the ground as Shapefiles or GeoJSON; units, categories and workers as CSV.

  --out DIRECTORY              where to; made if it is not there
  --format FORMAT              shapefile or geojson [shapefile]
  --datum DATUM                wgs84, gcj02 or bd09 [wgs84]
  --zip                        each Shapefile as one .zip, as the admin page takes it
  --data-dir DIRECTORY         the embedded database (stop its server first) [./data]
  --database-url postgres://…  a PostGIS server instead
`

/**
 * Reads the command line, and the environment for where the database is. Throws StartError that names what is wrong.
 */
export function readExportOptions(
  env: NodeJS.ProcessEnv,
  args: readonly string[],
): { options: ExportOptions; config: Config } {
  const values = parse(args)
  const { out, format = 'shapefile', datum = 'wgs84', zip = false } = values
  if (!out) throw new StartError('--out is missing, expected the directory to write to', HINT)
  if (!isOne(FORMATS, format)) {
    throw new StartError(`--format is ${JSON.stringify(format)}, expected ${FORMATS.join(' or ')}`, HINT)
  }
  if (!isOne(DEGREE_DATUMS, datum)) {
    throw new StartError(`--datum is ${JSON.stringify(datum)}, expected ${DEGREE_DATUMS.join(', ')}`, HINT)
  }
  if (zip && format !== 'shapefile') throw new StartError('--zip is for Shapefiles', HINT)
  const settings = (['data-dir', 'database-url'] as const).flatMap((flag) => {
    const value = values[flag]
    return value === undefined ? [] : [`--${flag}`, value]
  })
  return { options: { directory: out, format, datum: datum as DegreeDatum, zip }, config: readConfig(env, settings) }
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const
  try {
    const options = {
      out: text,
      format: text,
      datum: text,
      'data-dir': text,
      'database-url': text,
      zip: { type: 'boolean' },
    } as const
    return parseArgs({ args: [...args], options }).values
  } catch (error) {
    throw new StartError((error as Error).message, HINT, { cause: error })
  }
}

function isOne<Word extends string>(words: readonly Word[], text: string): text is Word {
  return (words as readonly string[]).includes(text)
}
