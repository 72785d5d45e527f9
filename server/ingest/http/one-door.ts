import { type BatchTaker, isLines } from '../batch/take-batch.ts'
import { type OsmandTaker, saysPlace } from '../osmand/take-osmand.ts'
import { mediaTypeOf, type TakeRequest, textOf } from './field-request.ts'
import { parseJson } from './parse-json.ts'

/** Who takes what comes through the one door. */
export interface DoorTakers {
  osmand: OsmandTaker
  owntracks: TakeRequest
  batch: BatchTaker
  gpx: TakeRequest
  jt808: TakeRequest
}

/** The byte that a frame of JT/T 808 begins with. */
const FRAME_START = 0x7e

/** One address for any app: tells by what a request holds which protocol it is, and gives it to that. */
export function createOneDoor({ osmand, owntracks, batch, gpx, jt808 }: DoorTakers): TakeRequest {
  return async (request) => {
    const { body, query, method } = request
    if (body.length === 0) return query === '' && method === 'POST' ? owntracks(request) : osmand.take(request)
    if (body[0] === FRAME_START && mediaTypeOf(request) === 'application/octet-stream') return jt808(request)
    if (isXml(body)) return gpx(request)
    if (saysPlace(query)) return osmand.take(request)
    const text = textOf(request)
    if (isLines(request)) return batch.takeLines(request, text)
    if (!isJson(text)) return osmand.take(request)
    if (isSeveralLines(text)) return batch.takeLines(request, text)
    const value = parseJson(text)
    if (isObjectWith(value, '_type')) return owntracks(request)
    return isObjectWith(value, 'positions') ? batch.takeJson(request, value) : osmand.takeJson(request, value)
  }
}

/** The first byte that is no blank and no part of a byte order mark. */
function firstByte(body: Buffer): number | undefined {
  return body.find((byte) => byte > 0x20 && byte < 0x80)
}

function isXml(body: Buffer): boolean {
  return firstByte(body) === 0x3c
}

function isJson(text: string): boolean {
  return /^\s*[{[]/.test(text)
}

/** Whether the first line is whole in itself and more follow, as in NDJSON; a form of JSON with line breaks is not. */
function isSeveralLines(text: string): boolean {
  const [, first] = /^\s*(\{[^\n]*\})\s*\n\s*\{/.exec(text) ?? []
  return first !== undefined
}

function isObjectWith(value: unknown, name: string): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
}
