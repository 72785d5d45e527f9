import type { FastifyPluginAsync } from 'fastify'
import { badInput } from '../../errors.ts'
import { FrameSplitter, type Segment } from './frame-splitter.ts'
import { type Platform, Session, type Wire } from './session.ts'

/** Frames of one request are answered together, so they are not many. */
const LARGEST_REQUEST = 1024 * 1024

/** The same frames by HTTP, for gateways that hold the connections to the boxes: `POST /in/jt808` with frames of any
 * number of terminals of the token's scope, answered with the frames for them. A terminal need not sign on: the token
 * vouches for its number. 503 where something could not be committed: send all of it again. */
export const frameRoutes: FastifyPluginAsync<{ platform: Platform }> = async (app, { platform }) => {
  const asItCame = async (_request: unknown, body: Buffer): Promise<Buffer> => body
  app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, asItCame)

  app.post(
    '/in/jt808',
    { config: { allow: ['device'] }, bodyLimit: LARGEST_REQUEST },
    async (request, reply) => {
      const { body, identity } = request
      if (!Buffer.isBuffer(body) || body.length === 0) {
        throw badInput('body', typeof body, 'frames of JT/T 808 as application/octet-stream')
      }
      const nowMs = Date.now()
      const answers: Buffer[] = []
      const wire: Wire = { address: request.ip, write: (bytes) => void answers.push(bytes), end() {} }
      const session = new Session(wire, {
        ...platform,
        needsSignOn: false,
        trackerOf: (key) => app.intake.trackerOf(key, identity.scopeCode),
        // the connection that the desk reaches a terminal by is another one
        signedOn() {},
        signedOff() {},
      })
      await Promise.all(segmentsOf(body).map((segment) => session.take(segment, nowMs)))
      return reply.type('application/octet-stream').send(Buffer.concat(answers))
    },
  )
}

function segmentsOf(body: Buffer): Segment[] {
  const splitter = new FrameSplitter()
  splitter.push(body)
  const segments: Segment[] = []
  for (let segment = splitter.next(); segment !== undefined; segment = splitter.next()) segments.push(segment)
  return segments
}
