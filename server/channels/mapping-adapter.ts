import { readValue } from '../../geodata/import/read-value.ts'
import {
  type CaseMessage, type ChannelMapping, type FieldSource, INBOUND_FIELDS, type InboundField,
} from '../contract/api/channels.ts'
import { badInput, shown } from '../errors.ts'
import { type CityTime, createCityTime } from '../org/city-time.ts'
import { compileJsonPath, type JsonPath } from '../sensors/json-path.ts'
import type { ChannelAdapter, ReadRecord } from './adapter.ts'
import { checkedCase } from './json-adapter.ts'

interface CompiledSource extends FieldSource {
  find: JsonPath
  localTime?: boolean
}

/** What is no text in a case. */
const NUMBERS: ReadonlySet<InboundField> = new Set(['lng', 'lat'])
const CONTACT = { contactName: 'name', contactPhone: 'phone', contactEmail: 'email' } as const

/** Thrown within this file only. */
class Unreadable extends Error {}

/**
 * The adapter of a system that is described by data. Throws 400 where a path is none, or a time zone does not exist.
 * `cityZone` is where times are that name no zone, unless the mapping names another.
 */
export function mappingAdapter(mapping: ChannelMapping, cityZone: string): ChannelAdapter {
  const items = mapping.items === undefined ? undefined : compiled('items', mapping.items)
  const time = zoneOf(mapping.timeZone ?? cityZone)
  const fields = INBOUND_FIELDS.flatMap((field): [InboundField, CompiledSource][] => {
    const source = mapping.fields[field]
    return source === undefined ? [] : [[field, { ...source, find: compiled(`fields.${field}`, source.path) }]]
  })
  const outbound = Object.entries(mapping.outbound ?? {}).map(([name, source]): [string[], CompiledSource] =>
    [namesIn(name), { ...source, find: compiled(`outbound.${name}`, source.path) }])

  return {
    split(body) {
      const found = items === undefined ? body : items(body)
      if (Array.isArray(found)) return found
      return items === undefined ? [body] : undefined
    },
    read: (record) => readRecord(record, fields, mapping.datum, time),
    write: (message) => (outbound.length === 0 ? message : writeMessage(message, outbound, time)),
  }
}

function compiled(field: string, path: string): JsonPath {
  try {
    return compileJsonPath(path)
  } catch (error) {
    throw badInput(`mapping.${field}`, path, `a JSONPath such as $.data.number (${(error as Error).message})`)
  }
}

/** The names of a path with dots. Throws 400 for one that leads out of the document, into all objects there are. */
function namesIn(path: string): string[] {
  const names = path.split('.')
  if (names.includes('__proto__')) throw badInput('mapping.outbound', path, 'names other than __proto__')
  return names
}

function zoneOf(timeZone: string): CityTime {
  try {
    return createCityTime(timeZone)
  } catch {
    throw badInput('mapping.timeZone', timeZone, 'a time zone such as Asia/Shanghai')
  }
}

function readRecord(
  record: unknown, fields: readonly (readonly [InboundField, CompiledSource])[], datum: ChannelMapping['datum'],
  time: CityTime,
): ReadRecord {
  const values: Record<string, unknown> = datum === undefined ? {} : { datum }
  const contact: Record<string, string> = {}
  const reasons: string[] = []
  for (const [field, source] of fields) {
    try {
      const value = readField(field, source, record, time)
      if (value === undefined) continue
      if (field in CONTACT) contact[CONTACT[field as keyof typeof CONTACT]] = value as string
      else values[field] = value
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      reasons.push(`${field}: ${error.message}`)
    }
  }
  if (Object.keys(contact).length > 0) values.contact = contact
  const checked = checkedCase(values)
  if (reasons.length === 0) return checked
  return { type: 'refused', externalNumber: (values.externalNumber as string | undefined) ?? null, reasons }
}

/** A value of ours; undefined where there is none. Throws Unreadable for one that is none of the kind. */
function readField(field: InboundField, source: CompiledSource, record: unknown, time: CityTime): unknown {
  const text = textAt(source, record)
  if (text === undefined) return undefined
  if (NUMBERS.has(field)) {
    const number = Number(text)
    if (Number.isFinite(number)) return number
    throw unreadable(source, text, 'a number')
  }
  if (field === 'urgent') {
    const flag = readValue({ field, type: 'boolean', required: false, headers: [] }, text)
    if (typeof flag === 'boolean') return flag
    throw unreadable(source, text, '是 or 否, true or false, 1 or 0')
  }
  if (field === 'reportedAt') {
    const iso = readValue({ field, type: 'time', required: false, headers: [] }, text)
    if (typeof iso !== 'string') throw unreadable(source, text, 'a time such as 2026-03-01 08:30:00')
    return iso.endsWith('Z') ? iso : new Date(time.toUtc(Date.parse(`${iso}Z`))).toISOString()
  }
  return text
}

/** What the path finds, in our words; undefined for nothing. */
function textAt(source: CompiledSource, record: unknown): string | undefined {
  const { words, otherwise } = source
  const found = source.find(record)
  if (found === undefined || found === null || found === '') return otherwise
  if (typeof found === 'object') throw unreadable(source, found, 'a text or a number')
  const text = String(found).trim()
  if (words === undefined) return text
  if (Object.hasOwn(words, text)) return words[text]
  if (otherwise !== undefined) return otherwise
  throw unreadable(source, text, `one of ${Object.keys(words).join(', ')}`)
}

function unreadable({ path }: CompiledSource, value: unknown, expected: string): Unreadable {
  return new Unreadable(`${path} is ${JSON.stringify(shown(value))}, expected ${expected}.`)
}

function writeMessage(
  message: CaseMessage, fields: readonly (readonly [string[], CompiledSource])[], time: CityTime,
): Record<string, unknown> {
  const document: Record<string, unknown> = {}
  for (const [names, source] of fields) {
    let at = document
    for (const name of names.slice(0, -1)) {
      const inner = at[name]
      at = (typeof inner === 'object' && inner !== null ? inner : (at[name] = {})) as Record<string, unknown>
    }
    at[names.at(-1)!] = valueAt(source, message, time)
  }
  return document
}

function valueAt({ find, words, otherwise, localTime }: CompiledSource, message: CaseMessage, time: CityTime): unknown {
  const found = find(message)
  if (found === undefined || found === null) return otherwise ?? null
  if (words !== undefined) return Object.hasOwn(words, String(found)) ? words[String(found)] : (otherwise ?? found)
  const atMs = localTime === true && typeof found === 'string' ? Date.parse(found) : Number.NaN
  return Number.isNaN(atMs) ? found : new Date(time.toLocal(atMs)).toISOString().slice(0, 19).replace('T', ' ')
}
