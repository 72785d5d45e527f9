import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import Value from 'typebox/value'
import { LAYER_DEFINITIONS } from '../../geodata/import/layers.ts'
import { readConfig, type Config } from '../config.ts'
import { IMPORT_LAYERS, SourceDatum, SourceOptions, type ImportLayer } from '../contract/api/imports.ts'
import { StartError } from '../start/start-error.ts'
import type { ImportSource } from './run-import.ts'

export interface CommandOptions {
  sources: ImportSource[]
  /** Switches over where nothing forbids it. */
  switch: boolean
  /** Where the GeoJSON of the findings goes. */
  report?: string
  config: Config
}

const HINT = 'npm run import -- --help lists all'

/** What `--help` prints. */
export function importHelp(): string {
  return `npm run import -- LAYER=FILE … [flags]

  Reads files into an import, checks it and says what is wrong with it; with --switch puts it in force.
  FILE ends with .geojson, .json, .ndjson, .geojsonl, .zip or .shp (Shapefile), .gpkg or .csv; LAYER is one of
  ${IMPORT_LAYERS.join(', ')}.
  A layer of boundaries or of the ground that is brought replaces the whole layer; of all others what has the same
  code is changed and the rest stays.

  --datum [LAYER=]DATUM        wgs84, gcj02, bd09 or EPSG:n (4326, 4490, 3857, 4491…4554); else as the file says
  --field LAYER.FIELD=HEADER   which column is which; else by its name
  --encoding [LAYER=]ENCODING  utf-8 or gbk; else as the file says
  --table LAYER=TABLE          which table of a GeoPackage
  --parents [LAYER=]WAY        how areas and grids find the area above: auto, code, field or containment [auto]
  --repair                     closes open rings and takes crossing ones apart, and lists each
  --report FILE                writes what was found as GeoJSON, to look at on a map
  --switch                     puts it in force if no error was found
  --data-dir DIRECTORY         the embedded database (stop its server first) [./data]
  --database-url postgres://…  a PostGIS server instead
  --time-zone ZONE             of times without one [Asia/Shanghai]

  Fields by layer, * required:
${IMPORT_LAYERS.map((layer) => `  ${layer.padEnd(11)} ${fieldsOf(layer)}`).join('\n')}
`
}

function fieldsOf(layer: ImportLayer): string {
  const { fields, geometry } = LAYER_DEFINITIONS[layer]
  const names = fields.map(({ field, required }) => field + (required ? '*' : ''))
  return `${names.join(' ')}${geometry === 'none' ? '' : ` (${geometry})`}`
}

/** Reads the command line. Throws StartError that names what is wrong. */
export function readCommand(env: NodeJS.ProcessEnv, args: readonly string[]): CommandOptions {
  const { values, positionals } = parse(args)
  if (positionals.length === 0) throw new StartError('No file was named, expected LAYER=FILE', HINT)
  const sources = positionals.map((text): ImportSource => {
    const [layer, path] = splitOnce(text, '=')
    if (!isLayer(layer) || path === '') {
      throw new StartError(`${JSON.stringify(text)} is no LAYER=FILE; layers are ${IMPORT_LAYERS.join(', ')}`, HINT)
    }
    if (!existsSync(path)) throw new StartError(`There is no file ${path}`, 'Name it as it is seen from here')
    return { path, file: basename(path), options: { layer, ...(values.repair && { repair: true }) } }
  })
  const set = (texts: readonly string[] | undefined, flag: string, key: keyof typeof EXPECTED): void => {
    const split = (texts ?? []).map((text) => splitLayer(text, flag))
    // What holds for all first, so that what is said of one layer holds for it.
    split.sort((a, b) => Number(a.layer !== null) - Number(b.layer !== null))
    for (const { layer, rest } of split) {
      checkOption(key, rest, flag)
      for (const { options } of named(sources, layer, flag)) Object.assign(options, { [key]: rest })
    }
  }
  set(values.datum, '--datum', 'datum')
  set(values.encoding, '--encoding', 'encoding')
  set(values.table, '--table', 'table')
  set(values.parents, '--parents', 'parents')
  for (const text of values.field ?? []) {
    const [target, header] = splitOnce(text, '=')
    const [layer, field] = splitOnce(target, '.')
    if (!isLayer(layer) || field === '' || header === '') {
      throw new StartError(`--field is ${JSON.stringify(text)}, expected LAYER.FIELD=HEADER`, HINT)
    }
    for (const { options } of named(sources, layer, '--field')) options.fields = { ...options.fields, [field]: header }
  }
  const settings = (['data-dir', 'database-url', 'time-zone'] as const).flatMap((flag) =>
    values[flag] === undefined ? [] : [`--${flag}`, values[flag]],
  )
  return {
    sources,
    switch: values.switch ?? false,
    ...(values.report !== undefined && { report: values.report }),
    config: readConfig(env, settings),
  }
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const
  const texts = { type: 'string', multiple: true } as const
  const flag = { type: 'boolean' } as const
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        datum: texts, encoding: texts, table: texts, parents: texts, field: texts, repair: flag, switch: flag,
        report: text, 'data-dir': text, 'database-url': text, 'time-zone': text,
      },
    })
  } catch (error) {
    throw new StartError((error as Error).message, HINT, { cause: error })
  }
}

const EXPECTED = {
  datum: 'wgs84, gcj02, bd09 or EPSG: and a number',
  encoding: 'utf-8 or gbk',
  table: 'LAYER= and the name of a table',
  parents: 'auto, code, field or containment',
}

function checkOption(key: keyof typeof EXPECTED, value: string, flag: string): void {
  const schema = key === 'datum' ? SourceDatum : SourceOptions.properties[key]
  if (value !== '' && Value.Check(schema, value)) return
  throw new StartError(`${flag} is ${JSON.stringify(value)}, expected ${EXPECTED[key]}`, HINT)
}

/** 'community=gcj02' or, for all layers, 'gcj02'. */
function splitLayer(text: string, flag: string): { layer: ImportLayer | null; rest: string } {
  if (!text.includes('=')) return { layer: null, rest: text }
  const [layer, rest] = splitOnce(text, '=')
  if (!isLayer(layer)) throw new StartError(`${flag} names the layer ${JSON.stringify(layer)}, which is none`, HINT)
  return { layer, rest }
}

function named(sources: ImportSource[], layer: ImportLayer | null, flag: string): ImportSource[] {
  const found = layer === null ? sources : sources.filter(({ options }) => options.layer === layer)
  if (found.length === 0) throw new StartError(`${flag} is about layer ${layer}, of which no file is named`, HINT)
  return found
}

function isLayer(text: string): text is ImportLayer {
  return (IMPORT_LAYERS as readonly string[]).includes(text)
}

function splitOnce(text: string, separator: string): [before: string, after: string] {
  const at = text.indexOf(separator)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}
