import { MOST_ROWS } from '../../contract/api/ingest.ts'
import { badInput, ReplyError } from '../../errors.ts'
import { jsonText } from '../../json-text.ts'
import { readDatum } from '../batch/batch.ts'
import { type BatchRow, readRow } from '../batch/read-row.ts'
import type { Intake, TrackedRecord, Tracker } from '../intake.ts'
import type { Report } from '../position.ts'

/** A row that is of nobody. */
interface Stray {
  deviceKey: string
  reason: string
  record: string
}

/**
 * Takes a batch as `POST /in/positions` does, a row of one, or a row a line. MQTT has no way to say which row is wrong,
 * and all others would come again and again with it: so the good rows are taken, and each bad one is kept aside.
 * Resolves once all is committed. Throws ReplyError: 400 where there are no rows to be found, 503 where it cannot be
 * done now.
 */
export async function takePositions(intake: Intake, scopeCode: string, text: string): Promise<void> {
  const nowMs = Date.now()
  const { datum, rows } = rowsOf(text)
  const records: TrackedRecord[] = []
  const strays: Stray[] = []
  for (const [i, value] of rows.entries()) {
    const row = sort(intake, scopeCode, value, i, datum)
    if ('reason' in row) strays.push(row)
    else records.push(row)
  }
  const keeping = strays.map((stray) => intake.setAside({ receivedAtMs: nowMs, protocol: 'batch', ...stray }))
  await Promise.all([...keeping, intake.submitAll(records, 'batch', nowMs)])
}

/** The rows of a batch, whatever each of them may be. */
function rowsOf(text: string): { datum: Tracker['datum'] | undefined; rows: readonly unknown[] } {
  const body = jsonOf(text)
  if (typeof body === 'object' && body !== null && 'positions' in body) {
    const { positions, datum } = body as { positions: unknown; datum?: unknown }
    if (!Array.isArray(positions)) throw badInput('positions', positions, 'an array of rows')
    return { datum: readDatum(datum), rows: atMost(positions) }
  }
  const lines = text.split('\n', MOST_ROWS + 2).map((line) => line.trim()).filter((line) => line !== '')
  if (lines.length === 0) throw badInput('payload', text, 'rows of JSON')
  return { datum: undefined, rows: atMost(lines.map((line) => jsonOf(line) ?? line)) }
}

function atMost<Value>(rows: readonly Value[]): readonly Value[] {
  if (rows.length > MOST_ROWS) throw badInput('payload', `${rows.length} rows`, `at most ${MOST_ROWS} rows`)
  return rows
}

function sort(
  intake: Intake, scopeCode: string, value: unknown, index: number, datum: Tracker['datum'] | undefined,
): TrackedRecord | Stray {
  const read = rowOrReason(value, index)
  const deviceKey = typeof read === 'string' ? deviceOf(value) : read.device
  const tracker = intake.trackerOf(deviceKey, scopeCode)
  if (tracker === undefined) {
    const reason = typeof read === 'string' ? read : 'unknown: no such device within the scope of this token'
    return { deviceKey, reason, record: jsonText(value) ?? '' }
  }
  const report: Report = typeof read === 'string'
    ? { type: 'malformed', reason: `malformed: ${read}` }
    : { type: 'fix', reading: read.reading }
  return { tracker, report, raw: jsonText(value) ?? '', datum }
}

function rowOrReason(value: unknown, index: number): BatchRow | string {
  try {
    return readRow(value, (field) => (field === undefined ? `positions.${index}` : `positions.${index}.${field}`))
  } catch (error) {
    if (error instanceof ReplyError) return error.message
    throw error
  }
}

function deviceOf(value: unknown): string {
  const device = typeof value === 'object' && value !== null ? (value as { device?: unknown }).device : undefined
  return typeof device === 'string' ? device.slice(0, 64) : ''
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
