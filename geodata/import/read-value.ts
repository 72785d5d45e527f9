import type { LayerField } from './layers.ts'
import { storable } from './storable-text.ts'

export type FieldValue = string | number | boolean | null

const YES = new Set(['true', 't', 'yes', 'y', '1', '是', '有', '√'])
const NO = new Set(['false', 'f', 'no', 'n', '0', '否', '无', '×'])

/**
 * A value of a file as one of ours; null for an empty one. undefined: it is none of the kind that the field has.
 * Texts lose spaces at their ends and what a database cannot hold (NUL, half a surrogate pair).
 */
export function readValue({ type, values }: LayerField, value: unknown): FieldValue | undefined {
  const text = textOf(value)
  if (text === '') return null
  switch (type) {
    case 'text': return values === undefined ? text : values[text.toLowerCase()]
    case 'number': return readNumber(text)
    case 'boolean': return readBoolean(text.toLowerCase())
    case 'time': return readTime(text)
  }
}

/** What `readValue` takes for the field, for messages. */
export function expectedValue({ type, values }: LayerField): string {
  if (values) return [...new Set(Object.values(values))].join(', ')
  if (type === 'number') return 'a number'
  if (type === 'boolean') return '是/否 (yes, no, 1, 0)'
  return type === 'time' ? 'a time such as 2026-03-01 08:30:00' : 'a text'
}

/** Any value as a text: numbers without an exponent, objects as JSON. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value).toString() : String(value)
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  return storable(text).trim()
}

function readNumber(text: string): number | undefined {
  const number = Number(text.replaceAll(',', ''))
  return Number.isFinite(number) ? number : undefined
}

function readBoolean(text: string): boolean | undefined {
  return YES.has(text) ? true : NO.has(text) ? false : undefined
}

/** 2026-03-01, 2026/3/1 8:30, 2026年3月1日 8时30分, 2026-03-01T08:30:00.5+08:00. */
const TIME = new RegExp(
  '^((?:19|20)\\d{2})[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?' +
    '(?:[T ]*(\\d{1,2})[:时](\\d{1,2})(?:[:分](\\d{1,2})(?:\\.\\d+)?)?[分秒]?)?\\s*(Z|[+-]\\d{2}:?\\d{2})?$',
)
/** 20260301 and 20260301083000. */
const DIGITS = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2}))?$/
/** Milliseconds since 1970, as GeoJSON from ESRI has them. */
const MILLISECONDS = /^\d{13}$/

/** ISO 8601; with 'Z' if the text has an offset, else local, without. undefined for no day of the calendar. */
function readTime(text: string): string | undefined {
  if (MILLISECONDS.test(text)) return new Date(Number(text)).toISOString()
  const parts = TIME.exec(text) ?? DIGITS.exec(text)
  if (!parts) return undefined
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map((part) => Number(part ?? 0)) as [
    number, number, number, number, number, number,
  ]
  const time = new Date(Date.UTC(year, month - 1, day, hour, minute, second))
  if (time.getUTCMonth() !== month - 1 || time.getUTCDate() !== day || hour > 23 || minute > 59 || second > 59) {
    return undefined
  }
  const local = time.toISOString().slice(0, 19)
  const offset = parts[7] as string | undefined
  if (offset === undefined) return local
  const iso = offset === 'Z' ? `${local}Z` : `${local}${offset.slice(0, 3)}:${offset.slice(-2)}`
  return new Date(iso).toISOString()
}
