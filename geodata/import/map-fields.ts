import type { ImportLayer } from '../../server/contract/api/imports.ts'
import type { RawSource } from './formats/raw-source.ts'
import { LAYER_DEFINITIONS, type LayerDefinition, type LayerField, PLACE_FIELDS } from './layers.ts'
import { SourceError } from './source-error.ts'

/** A dbf cuts the names of its fields at ten bytes: so many letters, or Chinese characters in UTF-8 to GBK. */
const CUT_LETTERS = 10
const CUT_CHARACTERS = { fewest: 3, most: 5 }

/**
 * Which header each of our fields is read from: as `stated` (our field → header), else as guessed. Each header serves
 * one field. `missing` are required fields without a header, and for a layer with geometry 'wkt' or 'lng' and 'lat'
 * where rows bring none. Throws SourceError for a stated field or header that does not exist.
 */
export function mapFields(
  layer: ImportLayer,
  source: Pick<RawSource, 'headers' | 'hasGeometry'>,
  stated: Readonly<Record<string, string>>,
): { mapping: Record<string, string>; missing: string[] } {
  return mapHeaders(LAYER_DEFINITIONS[layer], source, stated)
}

/** The same for a table that is no layer. */
export function mapHeaders(
  { geometry, fields: own }: LayerDefinition,
  { headers, hasGeometry }: Pick<RawSource, 'headers' | 'hasGeometry'>,
  stated: Readonly<Record<string, string>>,
): { mapping: Record<string, string>; missing: string[] } {
  const fields = geometry === 'none' || hasGeometry ? own : [...own, ...PLACE_FIELDS]
  const mapping = readStated(fields, headers, stated)
  const free = new Set(headers.filter((header) => !Object.values(mapping).includes(header)))

  // First those who are sure of a header by its full name, so that a vague guess does not take it from them.
  for (const matches of [isSame, isCut]) {
    for (const rank of ranks(fields)) {
      for (const { field, headers: names } of fields) {
        const name = names[rank]
        if (name === undefined || mapping[field] !== undefined) continue
        const header = [...free].find((candidate) => matches(candidate, name))
        if (header === undefined) continue
        mapping[field] = header
        free.delete(header)
      }
    }
  }

  const missing = own
    .filter(({ field, required }) => required && mapping[field] === undefined)
    .map(({ field }) => field)
  if (geometry !== 'none' && !hasGeometry) missing.push(...missingPlace(geometry, mapping))
  return { mapping, missing }
}

function readStated(
  fields: readonly LayerField[],
  headers: readonly string[],
  stated: Readonly<Record<string, string>>,
): Record<string, string> {
  for (const [field, header] of Object.entries(stated)) {
    if (!fields.some((one) => one.field === field)) {
      const known = fields.map((one) => one.field).join(', ')
      throw new SourceError(`The layer has no field ${JSON.stringify(field)}`, `Expected one of ${known}`)
    }
    if (!headers.includes(header)) {
      throw new SourceError(
        `The file has no column ${JSON.stringify(header)} for the field ${field}`,
        `It has ${headers.join(', ')}`,
      )
    }
  }
  return { ...stated }
}

function ranks(fields: readonly LayerField[]): number[] {
  return Array.from({ length: Math.max(...fields.map(({ headers }) => headers.length)) }, (_, rank) => rank)
}

function missingPlace(geometry: string, mapping: Readonly<Record<string, string>>): string[] {
  if (mapping.wkt !== undefined) return []
  if (geometry !== 'point') return ['wkt']
  return ['lng', 'lat'].filter((field) => mapping[field] === undefined)
}

function plain(header: string): string {
  return header.toLowerCase().replace(/[\s_\-()（）[\]【】.:：]/g, '')
}

function isSame(header: string, name: string): boolean {
  return plain(header) === plain(name)
}

function isCut(header: string, name: string): boolean {
  const { length } = header
  const isChinese = /^\p{Script=Han}+$/u.test(header)
  const isFull = isChinese ? length >= CUT_CHARACTERS.fewest && length <= CUT_CHARACTERS.most : length === CUT_LETTERS
  return isFull && name.length > length && name.startsWith(header.toLowerCase())
}
