import type { FastifyPluginAsync, FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify'
import { createCityTime } from '../org/city-time.ts'
import { createBatchTaker } from './batch/take-batch.ts'
import { createGpxTaker } from './gpx/take-gpx.ts'
import type { TakeRequest } from './http/field-request.ts'
import { createHttpDoor } from './http/http-door.ts'
import { inflate } from './http/inflate.ts'
import { createOneDoor } from './http/one-door.ts'
import { createOsmandTaker } from './osmand/take-osmand.ts'
import { createOwntracksTaker } from './owntracks/take-owntracks.ts'

/** A day of GPX with a point each second, and some. */
const MOST_BYTES = 32 * 1024 * 1024
const NOTHING = Buffer.alloc(0)

/** Where positions come in by HTTP, on the server's own port and on those that the protocols are known by. Everything
 * is answered 200 only after its commit. */
export const ingestRoutes: FastifyPluginAsync = async (app) => {
  const { intake, config, identities, fieldDoors, takeFrames: jt808 } = app
  const osmand = createOsmandTaker(intake, createCityTime(config.timeZone))
  const owntracks = createOwntracksTaker(intake)
  const batch = createBatchTaker(intake)
  const gpx = createGpxTaker(intake)

  // every protocol reads its bytes itself: apps say of what they send whatever they like
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, async (_request: FastifyRequest, body: Buffer) => body)

  /** Routes of a protocol. Many an app can be given an address and nothing else, hence the token in the path; others
   * have a password to set; some append a slash. */
  function serve(url: string, method: ('GET' | 'POST')[], take: TakeRequest): void {
    const handler = handlerOf(take)
    for (const path of [url, `${url}/`, `${url}/:token`, `${url}/:token/`]) {
      app.route({ method, url: path, bodyLimit: MOST_BYTES, config: { allow: ['device'] }, handler })
    }
  }

  serve('/in', ['GET', 'POST'], createOneDoor({ osmand, owntracks, batch, gpx, jt808 }))
  serve('/in/osmand', ['GET', 'POST'], osmand.take)
  serve('/in/owntracks', ['POST'], owntracks)
  serve('/in/gpx', ['POST'], gpx)
  serve('/in/positions', ['POST'], batch.take)
  serve('/in/jt808', ['POST'], jt808)

  const { osmandPort, owntracksPort } = config
  const common = {
    identify: (token: string) => identities.identify(token),
    onUnexpected: (error: unknown) => app.log.error({ err: error }, 'a request of a device failed'),
  }
  fieldDoors.add(createHttpDoor({ ...common, name: 'OsmAnd', port: osmandPort, take: osmand.take }))
  fieldDoors.add(createHttpDoor({ ...common, name: 'OwnTracks', port: owntracksPort, take: owntracks }))
}

function handlerOf(take: TakeRequest): RouteHandlerMethod {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const { method, url, headers, ip: address } = request
    const { scopeCode } = request.identity
    const question = url.indexOf('?')
    const query = question === -1 ? '' : url.slice(question + 1)
    const body = Buffer.isBuffer(request.body)
      ? await inflate(request.body, headers['content-encoding'], MOST_BYTES)
      : NOTHING
    const { type, body: answer } = await take({ scopeCode, method, query, headers, body, address })
    if (type !== undefined) reply.type(type)
    return reply.code(200).send(answer === '' ? undefined : answer)
  }
}
