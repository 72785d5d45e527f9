import { InboundCase } from '../contract/api/channels.ts'
import { bodyChecker } from '../http/validation.ts'
import type { ChannelAdapter, ReadRecord } from './adapter.ts'

const check = bodyChecker(InboundCase)

/** Our own form: InboundCase in, CaseMessage out. */
export const jsonAdapter: ChannelAdapter = {
  split: (body) => (Array.isArray(body) ? body : [body]),
  read: (record) => checkedCase(record),
  write: (message) => message,
}

/** The record as a case where it is one by its schema, else all that is wrong with it. */
export function checkedCase(record: unknown): ReadRecord {
  const errors = check(record)
  if (errors.length === 0) return { type: 'case', case: record as InboundCase }
  return { type: 'refused', externalNumber: numberOf(record), reasons: errors.map(({ message }) => message) }
}

function numberOf(record: unknown): string | null {
  const number = (record as { externalNumber?: unknown } | null | undefined)?.externalNumber
  return typeof number === 'string' ? number.slice(0, 64) : null
}
