import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { LocateManyBody, LocateManyQuery } from '../contract/api/grids.ts'
import { encodeLocatedPoints, MOST_POINTS } from '../contract/located-points.ts'
import type { GridIndex } from './grid-index.ts'
import { inSlices } from './in-slices.ts'
import { locateMany, type PointColumns } from './locate-many.ts'
import { dictionaryJson, locatedJson } from './located-json.ts'
import { readBinaryPoints, readJsonPoints, tooManyPoints } from './read-points.ts'

const BYTES = 'application/octet-stream'

/** A point in JSON with every digit of its numbers, and what is around the list. */
const BODY_LIMIT = MOST_POINTS * 72 + 1024

/** Who owns each of many points. One request is worked on at a time, in slices: the live lane goes first. */
export const locateManyRoute: FastifyPluginAsyncTypebox = async (app) => {
  const asBuffer = { parseAs: 'buffer', bodyLimit: BODY_LIMIT } as const
  app.addContentTypeParser(BYTES, asBuffer, (_request, body, done) => done(null, body))
  let turn: Promise<unknown> = Promise.resolve()

  app.post(
    '/api/grids/locate',
    {
      config: { allow: ['admin', 'duty', 'leader', 'device'] },
      bodyLimit: BODY_LIMIT,
      schema: {
        querystring: LocateManyQuery,
        body: { content: { 'application/json': { schema: LocateManyBody }, [BYTES]: { schema: {} } } },
      },
      errorHandler(error) {
        throw error.code === 'FST_ERR_CTP_BODY_TOO_LARGE' ? tooManyPoints(undefined) : error
      },
    },
    async (request, reply) => {
      const asBytes = request.headers.accept?.includes(BYTES) === true
      const index = app.grids.current()
      const answer = turn.then(() => inSlices(answerInSteps(index, request, asBytes)))
      turn = answer.catch(() => {})
      return reply.type(asBytes ? BYTES : 'application/json; charset=utf-8').send(await answer)
    },
  )
}

function* answerInSteps(index: GridIndex, request: FastifyRequest, asBytes: boolean): Generator<void, string | Buffer> {
  const located = yield* locateMany(index, yield* pointsOf(request))
  if (!asBytes) return yield* locatedJson(located)
  const bytes = encodeLocatedPoints(located, yield* dictionaryJson(located))
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function pointsOf({ body, query }: FastifyRequest): Generator<void, PointColumns> {
  const { datum, accuracy } = query as LocateManyQuery
  if (Buffer.isBuffer(body)) return readBinaryPoints(body, accuracy === true, datum ?? 'wgs84')
  const { points, datum: stated } = body as LocateManyBody
  return readJsonPoints(points, stated ?? datum ?? 'wgs84')
}
