import { badInput } from '../../errors.ts'
import type { CityTime } from '../../org/city-time.ts'
import { type FieldRequest, type FieldReply, mediaTypeOf, NOTHING_TO_SAY, textOf } from '../http/field-request.ts'
import { parseJson } from '../http/parse-json.ts'
import { trackerOf } from '../http/tracker-of.ts'
import type { IncomingRecord, Intake } from '../intake.ts'
import { decodeOsmandJson, osmandJsonDevice } from './osmand-json.ts'
import { readOsmandFields } from './osmand-fields.ts'
import { osmandReports } from './osmand.ts'

/** OsmAnd and Traccar Client in all their generations. A phone deletes a record only when it is answered 200 and sends
 * nothing else before, so a bad record of a known device is kept aside and answered 200 too. */
export interface OsmandTaker {
  /** A query, or where that says no place a body: a form, which may leave the device to the query, or JSON. An unknown
   * device is a 400, in JSON a 404. */
  take(request: FieldRequest): Promise<FieldReply>
  /** The same for a body of JSON that has been parsed. */
  takeJson(request: FieldRequest, body: unknown): Promise<FieldReply>
}

/** Takes what comes by the OsmAnd protocol into the intake. */
export function createOsmandTaker(intake: Intake, cityTime: CityTime): OsmandTaker {
  async function takeFields(request: FieldRequest, text: string): Promise<FieldReply> {
    const fields = readOsmandFields(text)
    const tracker = trackerOf(intake, request.scopeCode, 'id', fields.id || undefined, 400)
    const nowMs = Date.now()
    const records: IncomingRecord[] = []
    for (const report of osmandReports(fields, nowMs, cityTime, tracker.speedUnit)) records.push({ report, raw: text })
    await intake.submit(tracker, 'osmand', records, nowMs)
    return NOTHING_TO_SAY
  }

  async function takeJson({ scopeCode }: FieldRequest, body: unknown): Promise<FieldReply> {
    const device = osmandJsonDevice(body)
    if (device === undefined) throw badInput('body', body, 'an object with device_id and location')
    const tracker = trackerOf(intake, scopeCode, device.field, device.key, 404)
    const nowMs = Date.now()
    const records = decodeOsmandJson(body, nowMs, cityTime, tracker.speedUnit)
    await intake.submit(tracker, 'osmand-json', records, nowMs)
    return NOTHING_TO_SAY
  }

  return {
    takeJson,
    take(request) {
      const { query, body } = request
      if (body.length === 0 || saysPlace(query)) return takeFields(request, query)
      const text = textOf(request).trim()
      if (isJson(request, text)) return takeJson(request, parseJson(text))
      return takeFields(request, query === '' ? text : `${query}&${text}`)
    },
  }
}

/** Whether the query itself is a record: an address may carry a device and nothing else. */
export function saysPlace(query: string): boolean {
  if (query === '') return false
  const { lat, lon, location } = readOsmandFields(query)
  return lat !== '' || lon !== '' || location !== ''
}

/** Also where it is called something else: no form begins so. */
function isJson(request: FieldRequest, text: string): boolean {
  return mediaTypeOf(request) === 'application/json' || text.startsWith('{') || text.startsWith('[')
}
