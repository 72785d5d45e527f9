import { badInput } from '../../errors.ts'
import { mediaTypeOf, type TakeRequest } from '../http/field-request.ts'
import { tooLarge } from '../http/inflate.ts'
import type { Intake } from '../intake.ts'
import { FrameSplitter, type Segment } from './frame-splitter.ts'
import { type Platform, Session, type Wire } from './session.ts'

/** Frames of one request are answered together, so they are not many. */
const LARGEST_REQUEST = 1024 * 1024

/** The same frames by HTTP, for gateways that hold the connections to the boxes: a body with frames of any number of
 * terminals of the token's scope, answered with the frames for them. A terminal need not sign on: the token vouches for
 * its number. 503 where something could not be committed: send all of it again. */
export function createFrameTaker(intake: Intake, platform: Platform): TakeRequest {
  return async (request) => {
    const { body, scopeCode, address } = request
    if (body.length === 0 || mediaTypeOf(request) !== 'application/octet-stream') {
      throw badInput('body', `${body.length} bytes`, 'frames of JT/T 808 as application/octet-stream')
    }
    if (body.length > LARGEST_REQUEST) throw tooLarge(LARGEST_REQUEST)
    const nowMs = Date.now()
    const answers: Buffer[] = []
    const wire: Wire = { address, write: (bytes) => void answers.push(bytes), end() {} }
    const session = new Session(wire, {
      ...platform,
      needsSignOn: false,
      trackerOf: (key) => intake.trackerOf(key, scopeCode),
      // the connection that the desk reaches a terminal by is another one
      signedOn() {},
      signedOff() {},
    })
    await Promise.all(segmentsOf(body).map((segment) => session.take(segment, nowMs)))
    return { type: 'application/octet-stream', body: Buffer.concat(answers) }
  }
}

function segmentsOf(body: Buffer): Segment[] {
  const splitter = new FrameSplitter()
  splitter.push(body)
  const segments: Segment[] = []
  for (let segment = splitter.next(); segment !== undefined; segment = splitter.next()) segments.push(segment)
  return segments
}
