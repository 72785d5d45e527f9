import { badInput } from '../errors.ts'
import { jsonText } from '../json-text.ts'
import { payloadText } from './decode-payload.ts'

/** One line of a batch: `payload` is the JSON that the device sent, as bytes; `field` names its device in errors. */
export interface SensorLine {
  field: string
  deviceKey: string
  payload: Uint8Array
}

/** The queue behind it takes as many at once whatever they measure. */
export const MOST_LINES = 1000

/** Reads NDJSON of `{"device": key, "payload": …}`; blank lines are skipped. Throws ReplyError 400 that names the line,
 * counted from 1: nothing of the batch is to be taken then. */
export function readSensorLines(body: Uint8Array): SensorLine[] {
  const text = payloadText(body)
  if (text === undefined) throw badInput('body', 'bytes', 'NDJSON in UTF-8')
  const lines = text.split('\n').flatMap((row, index) => (row.trim() === '' ? [] : [readLine(row, index + 1)]))
  if (lines.length > MOST_LINES) throw badInput('body', `${lines.length} lines`, `at most ${MOST_LINES}`)
  return lines
}

function readLine(row: string, line: number): SensorLine {
  const expected = '{"device": "…", "payload": …}'
  let content: unknown
  try {
    content = JSON.parse(row)
  } catch {
    throw badInput(`line ${line}`, row, expected)
  }
  const { device, payload } = (content ?? {}) as { device?: unknown; payload?: unknown }
  if (typeof device !== 'string' || device === '') throw badInput(`line ${line}: device`, device, expected)
  const text = jsonText(payload)
  if (text === undefined) throw badInput(`line ${line}: payload`, payload, expected)
  return { field: `line ${line}: device`, deviceKey: device, payload: Buffer.from(text) }
}
