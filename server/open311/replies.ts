import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isUnavailable } from '../db/is-unavailable.ts'
import { overloaded, ReplyError } from '../errors.ts'
import { CONTENT_TYPES, formatOf, type Root, writeDocument } from './document.ts'
import { errorsOf } from './open311-error.ts'

/** Paths that are calls of the standard once they end with a format. */
const CALL = /\/(discovery|services|requests)(\.[^/.]*)?$/

/** Sends a document in the format that the path ends with; in XML where it ends with none. */
export function send({ url }: FastifyRequest, reply: FastifyReply, root: Root, value: unknown): FastifyReply {
  const format = formatOf(url) ?? 'xml'
  return reply.type(CONTENT_TYPES[format]).send(writeDocument(root, value, format))
}

/** 400 for a path that ends with another format than the two, or with none. */
export function unknownFormat(url: string): ReplyError {
  const path = url.split('?')[0]
  return new ReplyError(400, 'BAD_INPUT', `${path} has no known format: it has to end with .xml or .json.`)
}

/** Errors of these routes, and paths that are none of them, are answered as the standard has it. Needs the rate limit
 * to be registered. */
export function useOpen311Errors(app: FastifyInstance): void {
  app.setErrorHandler<FastifyError | ReplyError>((thrown, request, reply) => {
    const error = isUnavailable(thrown) ? overloaded(2) : thrown
    const status = statusOf(error)
    if (status >= 500) request.log.error({ err: thrown }, 'an Open311 call failed')
    if (error instanceof ReplyError && error.retryAfterSeconds !== undefined) {
      reply.header('retry-after', error.retryAfterSeconds)
    }
    const told = status === 500 ? { statusCode: 500, message: 'Internal Server Error' } : error
    return send(request, reply.code(status), 'errors', errorsOf(told, status))
  })
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, (request, reply) => {
    const path = request.url.split('?')[0]
    const error = CALL.test(path) && formatOf(path) === null
      ? unknownFormat(path)
      : new ReplyError(404, 'NOT_FOUND', `There is nothing at ${request.method} ${path}.`)
    return send(request, reply.code(error.statusCode), 'errors', errorsOf(error, error.statusCode))
  })
}

/** A form that is too long, or is none, is the sender's 400 as well. */
function statusOf({ statusCode = 500 }: FastifyError | ReplyError): number {
  return statusCode === 413 || statusCode === 415 ? 400 : statusCode
}
