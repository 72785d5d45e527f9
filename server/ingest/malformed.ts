import { shown } from '../errors.ts'
import type { Report } from './position.ts'

/** A report that cannot be read, with the field, the value (cut where it is long) and what was expected. */
export function malformed(field: string, value: unknown, expected: string): Report & { type: 'malformed' } {
  // JSON has no word for Infinity
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(shown(value)) ?? 'missing')
  return { type: 'malformed', reason: `malformed: ${field} is ${text}, expected ${expected}` }
}
