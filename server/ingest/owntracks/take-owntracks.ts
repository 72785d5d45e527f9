import { parse } from 'node:querystring'
import { type FieldReply, type FieldRequest, jsonReply, textOf } from '../http/field-request.ts'
import { trackerOf } from '../http/tracker-of.ts'
import type { Intake } from '../intake.ts'
import { decodeOwntracks } from './owntracks.ts'

/** The app wants to hear of its friends; where colleagues are is not for phones. */
const NO_FRIENDS = jsonReply([])

/** Takes a message of OwnTracks by HTTP into the intake. A body without anything is taken, and so is what we have no
 * use for. An unknown device is a 404. */
export function createOwntracksTaker(intake: Intake): (request: FieldRequest) => Promise<FieldReply> {
  return async (request) => {
    const { body, scopeCode } = request
    if (body.length === 0) return NO_FRIENDS
    const raw = textOf(request)
    const nowMs = Date.now()
    const { deviceKey, report } = decodeOwntracks(raw, { topic: topicOf(request) }, nowMs)
    if (report === undefined) return NO_FRIENDS
    const tracker = trackerOf(intake, scopeCode, 'topic', deviceKey, 404)
    await intake.submit(tracker, 'owntracks', [{ report, raw }], nowMs)
    return NO_FRIENDS
  }
}

/** The MQTT topic that headers or query stand for. */
function topicOf({ headers, query }: FieldRequest): string | undefined {
  const { u, d } = query === '' ? {} : (parse(query) as { u?: unknown; d?: unknown })
  const user = headers['x-limit-u'] ?? u
  const device = headers['x-limit-d'] ?? d
  return typeof user === 'string' && typeof device === 'string' ? `owntracks/${user}/${device}` : undefined
}
