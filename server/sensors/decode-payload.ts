import { crc32 } from 'node:zlib'
import type { Measure, SensorDefinition } from '../contract/api/sensors.ts'
import { shown } from '../errors.ts'
import type { CityTime } from '../org/city-time.ts'
import type { CompiledDefinition } from './compile-definition.ts'

/** What one payload says: values by measure, at least one. Unix milliseconds; a signed 32-bit number. */
export interface SensorReading {
  values: Readonly<Record<string, number>>
  recordedAtMs: number
  sequence: number
}

export type DecodedPayload =
  | { type: 'reading'; reading: SensorReading }
  /** `reason` names the path, the value and what was expected. */
  | { type: 'malformed'; reason: string }

/** Larger payloads are no readings of a sensor. */
export const MOST_PAYLOAD_BYTES = 64 * 1024
/** Deeper ones neither. */
const DEEPEST = 32

/** Thrown within this file only. */
class Malformed extends Error {}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** The payload as text, a byte order mark removed; undefined where it is not UTF-8. */
export function payloadText(payload: Uint8Array): string | undefined {
  try {
    return utf8.decode(payload)
  } catch {
    return undefined
  }
}

/**
 * Decodes the JSON that a device of the kind sends. A path that finds nothing, or null, leaves its measure out; where it
 * finds what is no number the payload is malformed as a whole, and also where no measure is found at all. A time without
 * a zone is on the city's clock. Without a sequence a checksum of the payload tells records of one time apart.
 */
export function decodePayload(
  payload: Uint8Array, definition: CompiledDefinition, receivedAtMs: number, cityTime: CityTime,
): DecodedPayload {
  try {
    const document = parse(payload)
    const values: Record<string, number> = {}
    for (const measure of definition.measures) {
      const value = readMeasure(measure.find(document), measure)
      if (value !== undefined) values[measure.name] = value
    }
    if (Object.keys(values).length === 0) throw new Malformed(nothingFound(definition))
    const recordedAtMs = readTime(document, definition, cityTime) ?? receivedAtMs
    const sequence = readSequence(definition.sequence?.find(document), payload)
    return { type: 'reading', reading: { values, recordedAtMs, sequence } }
  } catch (error) {
    if (error instanceof Malformed) return { type: 'malformed', reason: error.message }
    throw error
  }
}

function nothingFound({ measures }: CompiledDefinition): string {
  if (measures.length === 0) return 'no-definition: the kind of this device has no measures'
  const paths = measures.map(({ path }) => path).join(', ')
  return `malformed: $ has none of its measures, expected a number at one of ${paths}`
}

function parse(payload: Uint8Array): unknown {
  if (payload.byteLength > MOST_PAYLOAD_BYTES) {
    throw new Malformed(`malformed: $ has ${payload.byteLength} bytes, expected at most ${MOST_PAYLOAD_BYTES}`)
  }
  const text = payloadText(payload)
  if (text === undefined) throw new Malformed('malformed: $ is not UTF-8, expected JSON')
  if (depthOf(text) > DEEPEST) throw new Malformed(`malformed: $ is nested more than ${DEEPEST} deep`)
  try {
    return JSON.parse(text)
  } catch {
    throw new Malformed(`malformed: $ is ${JSON.stringify(shown(text))}, expected JSON`)
  }
}

/** How deep the brackets of a JSON text go, those in strings left out. */
function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  let inString = false
  for (let index = 0; index < text.length; index++) {
    const character = text[index]
    if (inString) {
      if (character === '\\') index++
      else if (character === '"') inString = false
    } else if (character === '"') inString = true
    else if (character === '{' || character === '[') deepest = Math.max(deepest, ++depth)
    else if (character === '}' || character === ']') depth--
  }
  return deepest
}

function malformed(path: string, found: unknown, expected: string): Malformed {
  return new Malformed(`malformed: ${path} is ${JSON.stringify(shown(found))}, expected ${expected}`)
}

function readMeasure(found: unknown, { path, scale = 1, offset = 0, words }: Measure): number | undefined {
  if (found === undefined || found === null) return undefined
  const number = numberOf(found, words)
  const value = number * scale + offset
  if (Number.isFinite(value)) return value
  const known = words === undefined ? '' : ` or one of ${Object.keys(words).join(', ')}`
  throw malformed(path, Number.isFinite(number) || found === Infinity ? String(found) : found, `a finite number${known}`)
}

/** Texts are looked up, then read as numbers; true is 1. NaN for anything else. */
function numberOf(found: unknown, words: Measure['words']): number {
  if (typeof found === 'number') return found
  if (typeof found === 'boolean') return found ? 1 : 0
  if (typeof found !== 'string') return Number.NaN
  if (words !== undefined && Object.hasOwn(words, found)) return words[found]
  return /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(found) ? Number(found) : Number.NaN
}

const TIME_WORDS: Record<NonNullable<SensorDefinition['time']>['format'], string> = {
  seconds: 'Unix seconds', milliseconds: 'Unix milliseconds', iso: 'an ISO 8601 time',
}
const LATEST_MS = 8.64e15

function readTime(document: unknown, { time }: CompiledDefinition, cityTime: CityTime): number | undefined {
  const found = time?.find(document)
  if (time === undefined || found === undefined || found === null) return undefined
  const atMs = time.format === 'iso'
    ? isoTime(found, cityTime)
    : Math.round(numberOf(found, undefined) * (time.format === 'seconds' ? 1000 : 1))
  if (Math.abs(atMs) <= LATEST_MS) return atMs
  throw malformed(time.path, found, TIME_WORDS[time.format])
}

const ZONELESS = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?$/

function isoTime(found: unknown, cityTime: CityTime): number {
  if (typeof found !== 'string') return Number.NaN
  if (!ZONELESS.test(found)) return Date.parse(found)
  const localMs = Date.parse(`${found.replace(' ', 'T')}Z`)
  return Number.isNaN(localMs) ? localMs : cityTime.toUtc(localMs)
}

function readSequence(found: unknown, payload: Uint8Array): number {
  if (found === undefined || found === null) return crc32(payload) | 0
  return Number.isSafeInteger(found) ? (found as number) | 0 : crc32(JSON.stringify(found)) | 0
}
