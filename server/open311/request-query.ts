import { badInput } from '../errors.ts'
import { type Form, listOf, valueOf } from './form.ts'
import { parseW3cTime } from './w3c-time.ts'

const DAY_MS = 86_400_000
const LONGEST_SPAN_MS = 90 * DAY_MS
const MOST_AT_ONCE = 1000
/** Whoever pages deeper is to name dates instead: each page has to walk past all before it. */
const DEEPEST = 100_000

/** Which requests are asked for: those with these numbers, or those that fit the rest. */
export type RequestQuery =
  | { type: 'numbers'; numbers: string[] }
  | {
      type: 'filter'
      serviceCodes: string[] | null
      status: 'open' | 'closed' | null
      fromMs: number
      toMs: number
      limit: number
      offset: number
    }

/** Reads what a client asks for. Throws 400 naming the parameter that is none. */
export function readRequestQuery(form: Form, nowMs: number): RequestQuery {
  const numbers = listOf(form, 'service_request_id')
  if (numbers !== undefined) {
    if (numbers.length > MOST_AT_ONCE) {
      throw badInput('service_request_id', `${numbers.length} numbers`, `at most ${MOST_AT_ONCE} at once`)
    }
    return { type: 'numbers', numbers }
  }
  const limit = countOf(form, 'page_size', MOST_AT_ONCE, MOST_AT_ONCE)
  const page = countOf(form, 'page', 1, Math.floor(DEEPEST / limit))
  return {
    type: 'filter',
    serviceCodes: listOf(form, 'service_code') ?? null,
    status: statusOf(form),
    ...spanOf(form, nowMs),
    limit,
    offset: (page - 1) * limit,
  }
}

/** From the first to the last time, both included: 90 days from the one that is named, or up to now. */
function spanOf(form: Form, nowMs: number): { fromMs: number; toMs: number } {
  const start = timeOf(form, 'start_date')
  const end = timeOf(form, 'end_date')
  const toMs = end ?? (start === null ? nowMs : Math.min(nowMs, start + LONGEST_SPAN_MS))
  const fromMs = start ?? toMs - LONGEST_SPAN_MS
  if (toMs - fromMs > LONGEST_SPAN_MS) {
    throw badInput('end_date', valueOf(form, 'end_date'), 'a time at most 90 days after start_date')
  }
  if (end !== null && toMs < fromMs) throw badInput('end_date', valueOf(form, 'end_date'), 'a time after start_date')
  return { fromMs, toMs }
}

function timeOf(form: Form, name: string): number | null {
  const text = valueOf(form, name)
  if (text === undefined) return null
  const ms = parseW3cTime(text)
  if (ms === null) throw badInput(name, text, 'a W3C datetime with its zone such as 2026-03-02T00:00:00Z')
  return ms
}

function statusOf(form: Form): 'open' | 'closed' | null {
  const words = new Set(listOf(form, 'status') ?? [])
  for (const word of words) {
    if (word !== 'open' && word !== 'closed') throw badInput('status', word, 'open, closed or both')
  }
  return words.size === 1 ? ([...words][0] as 'open' | 'closed') : null
}

function countOf(form: Form, name: string, otherwise: number, most: number): number {
  const text = valueOf(form, name)
  if (text === undefined) return otherwise
  if (/^\d{1,7}$/.test(text) && Number(text) >= 1 && Number(text) <= most) return Number(text)
  throw badInput(name, text, `a whole number from 1 to ${most}`)
}
