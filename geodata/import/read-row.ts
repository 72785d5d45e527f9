import type { Geometry } from 'geojson'
import type { ImportLayer } from '../../server/contract/api/imports.ts'
import { wktToGeoJSON } from 'betterknown'
import type { Projection } from '../datum/projection.ts'
import type { RawRow } from './formats/raw-source.ts'
import { LAYER_DEFINITIONS, type LayerDefinition } from './layers.ts'
import { readShape, type ReadShape, refused } from './read-shape.ts'
import { expectedValue, readValue, textOf } from './read-value.ts'
import type { RowProblem, SourceRow } from './source.ts'
import { shown } from './storable-text.ts'

const WKT_WORD = /^((multi)?(point|linestring|polygon)z?m?|geometrycollection|zm?|m|empty|nan)$/i

/** Makes rows of a file into rows of a layer. */
export function rowReader(
  layer: ImportLayer,
  mapping: Readonly<Record<string, string>>,
  projection: Projection,
  repair: boolean,
): (raw: RawRow) => SourceRow {
  const definition = LAYER_DEFINITIONS[layer]
  return (raw) => {
    if (raw.unreadable?.what === 'row') {
      const detail = {
        field: 'row',
        header: null,
        value: shown(raw.unreadable.why),
        expected: 'a row that can be read',
      }
      return { row: raw.row, fields: {}, shape: null, problems: [{ kind: 'bad-value', refused: true, detail }] }
    }
    const { fields, problems } = readFields(definition, mapping, raw)
    const read =
      definition.geometry === 'none'
        ? { shape: null, problems: [] }
        : readPlace(definition, mapping, projection, repair, raw)
    const all = [...problems, ...read.problems]
    const keep = all.every((problem) => !problem.refused || problem.kind === 'unclosed-ring')
    return { row: raw.row, fields, shape: keep ? read.shape : null, problems: all }
  }
}

function readFields(
  { fields: wanted, nameFallback }: LayerDefinition,
  mapping: Readonly<Record<string, string>>,
  raw: RawRow,
): { fields: SourceRow['fields']; problems: RowProblem[] } {
  const fields: SourceRow['fields'] = {}
  const problems: RowProblem[] = []
  for (const one of wanted) {
    const header = mapping[one.field] ?? null
    const value = header === null ? null : raw.values[header]
    const read = readValue(one, value)
    fields[one.field] = read ?? null
    const detail = { field: one.field, header, expected: expectedValue(one) }
    if (read === undefined) {
      problems.push({ kind: 'bad-value', refused: true, detail: { ...detail, value: shown(textOf(value)) } })
    } else if (read === null && one.required) {
      problems.push({ kind: 'missing-value', refused: true, detail })
    }
  }
  if (nameFallback !== undefined) fields.name ??= fields[nameFallback] ?? null
  if ('nameEn' in fields) fields.nameEn ??= fields.name ?? null
  return { fields, problems }
}

function readPlace(
  { geometry: expected }: LayerDefinition,
  mapping: Readonly<Record<string, string>>,
  projection: Projection,
  repair: boolean,
  raw: RawRow,
): ReadShape {
  if (raw.unreadable) return refused('bad-geometry', { reason: 'unreadable', text: shown(raw.unreadable.why) })
  const geometry = raw.geometry ?? placeInColumns(mapping, raw.values)
  if (geometry === null) return refused('bad-geometry', { reason: 'missing' })
  if (typeof geometry === 'string') return refused('bad-geometry', { reason: 'unreadable', text: shown(geometry) })
  try {
    return readShape(geometry, expected, projection, repair)
  } catch (error) {
    // Coordinates that are no lists of numbers; whatever the file says there, the row is not imported.
    if (!(error instanceof TypeError)) throw error
    return refused('bad-geometry', { reason: 'unreadable', text: shown(geometry.type) })
  }
}

/** The geometry in the row's columns: null where they are empty, the text where it cannot be read. */
function placeInColumns(mapping: Readonly<Record<string, string>>, values: RawRow['values']): Geometry | string | null {
  const wkt = mapping.wkt === undefined ? '' : textOf(values[mapping.wkt])
  if (wkt !== '') return readWkt(wkt)
  const [lng, lat] = [mapping.lng, mapping.lat].map((header) => (header === undefined ? '' : textOf(values[header])))
  if (lng === '' && lat === '') return null
  return { type: 'Point', coordinates: [toNumber(lng!), toNumber(lat!)] }
}

/** The parser takes "12abc" for 12 and knows one kind of space, so the words are looked at first. */
function readWkt(wkt: string): Geometry | string {
  // An SRID before it is left out: the datum is stated or read for the file as a whole.
  const text = wkt.replace(/^SRID=\d+;/i, '').replaceAll(/\s+/g, ' ')
  const words = text.split(/[ (),]+/)
  if (words.some((word) => word !== '' && !WKT_WORD.test(word) && !Number.isFinite(Number(word)))) return wkt
  try {
    return wktToGeoJSON(text) ?? wkt
  } catch {
    return wkt
  }
}

/** NaN for an empty text, which Number takes for zero. */
function toNumber(text: string): number {
  return text === '' ? Number.NaN : Number(text)
}
