import type { FastifyInstance } from 'fastify'
import type { ErrorReply } from '../contract/api/errors.ts'
import { isUnavailable } from '../db/is-unavailable.ts'
import { overloaded, ReplyError } from '../errors.ts'

/** What 4xx of Fastify itself (a body too large, no JSON …) is answered as. */
interface FrameworkError {
  statusCode?: number
  code?: string
  message: string
}

/** Errors become ErrorReply: 4xx tell the user, 5xx are logged with context and say nothing of the inside. */
export function useErrorReplies(app: FastifyInstance): void {
  app.setErrorHandler((thrown: FrameworkError | ReplyError, request, reply) => {
    const isGone = isUnavailable(thrown)
    if (isGone) request.log.error({ err: thrown }, 'the database does not answer')
    const error = isGone ? overloaded(2) : thrown
    if (error instanceof ReplyError) {
      if (error.retryAfterSeconds !== undefined) reply.header('retry-after', error.retryAfterSeconds)
      const body: ErrorReply = { code: error.code, message: error.message, ...error.detail }
      return reply.code(error.statusCode).send(body)
    }
    const status = error.statusCode ?? 500
    if (status >= 400 && status < 500) {
      return reply.code(status).send({ code: error.code ?? 'BAD_REQUEST', message: error.message })
    }
    request.log.error({ err: error }, 'request failed')
    return reply.code(500).send({ code: 'INTERNAL', message: 'Internal Server Error' })
  })
  app.setNotFoundHandler((request, reply) =>
    reply.code(404).send({ code: 'NOT_FOUND', message: `There is nothing at ${request.method} ${request.url.split('?')[0]}.` }),
  )
}
