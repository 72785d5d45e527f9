import { badInput } from '../../errors.ts'
import type { Reading } from '../position.ts'
import { readInstant } from './read-instant.ts'

/** A row that has been read: whose, and what it says; its place is in the datum of the batch or of the device. */
export interface BatchRow {
  device: string
  reading: Reading
}

const REQUIRED = ['device', 'lng', 'lat', 'recordedAt'] as const
const NAMES = [
  ...REQUIRED, 'sequence', 'accuracyM', 'speedMps', 'headingDeg', 'altitudeM', 'batteryPercent',
] as const
const KNOWN: ReadonlySet<string> = new Set(NAMES)
const LONGEST_DEVICE = 64

/**
 * Reads a row, admitting exactly what the schema PositionRow does, for a third of the time of a generic validator.
 * Throws ReplyError 400 that names the field within `where` (such as `positions.7`), its value and what was expected.
 */
export function readRow(row: unknown, where: (field?: string) => string): BatchRow {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) throw badInput(where(), row, 'type object')
  const values = row as Record<string, unknown>
  for (const name of REQUIRED) {
    if (values[name] === undefined) throw badInput(where(name), undefined, 'a value')
  }
  for (const name in values) {
    if (!KNOWN.has(name)) throw badInput(where(name), values[name], `only ${NAMES.join(', ')}`)
  }
  const { device, lng, lat, recordedAt, sequence } = values
  const { accuracyM, speedMps, headingDeg, altitudeM, batteryPercent } = values
  if (typeof device !== 'string' || !isDevice(device)) {
    throw badInput(where('device'), device, `a text of 1 to ${LONGEST_DEVICE} characters`)
  }
  check(lng, -180, 180, 'lng', where)
  check(lat, -90, 90, 'lat', where)
  const recordedAtMs = typeof recordedAt === 'string' ? readInstant(recordedAt) : Number.NaN
  if (Number.isNaN(recordedAtMs)) {
    throw badInput(where('recordedAt'), recordedAt, 'an ISO 8601 time such as 2026-01-31T08:00:00Z')
  }
  if (sequence !== undefined && (sequence as number) !== ((sequence as number) | 0)) {
    throw badInput(where('sequence'), sequence, 'a whole number of 32 bits')
  }
  checkOptional(accuracyM, 0, Infinity, 'accuracyM', where)
  checkOptional(speedMps, 0, Infinity, 'speedMps', where)
  checkOptional(headingDeg, 0, 360, 'headingDeg', where)
  checkOptional(altitudeM, -Infinity, Infinity, 'altitudeM', where)
  checkOptional(batteryPercent, 0, 100, 'batteryPercent', where)
  return {
    device,
    reading: {
      recordedAtMs,
      lng,
      lat,
      sos: false,
      sequence: sequence as number | undefined,
      // the intake leaves out what is not plausible
      accuracyM,
      speedMps,
      headingDeg,
      altitudeM,
      batteryPercent,
    },
  }
}

type Where = (field?: string) => string

function check(value: unknown, least: number, most: number, name: string, where: Where): asserts value is number {
  if (typeof value === 'number' && value >= least && value <= most) return
  const bounds = most === Infinity ? (least === 0 ? ' of 0 or more' : '') : ` from ${least} to ${most}`
  throw badInput(where(name), value, `a number${bounds}`)
}

function checkOptional(
  value: unknown, least: number, most: number, name: string, where: Where,
): asserts value is number | undefined {
  if (value !== undefined) check(value, least, most, name, where)
}

/** Characters as people and schemas count them, not UTF-16 units. */
function isDevice(text: string): boolean {
  return text.length > 0 && (text.length <= LONGEST_DEVICE || Array.from(text.slice(0, 130)).length <= LONGEST_DEVICE)
}
