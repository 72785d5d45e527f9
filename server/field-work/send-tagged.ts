import type { FastifyReply, FastifyRequest } from 'fastify'
import { createHash } from 'node:crypto'

/** Answers JSON with an ETag, or 304 where whoever asks has it: a phone asks often, and mostly nothing is new. */
export function sendTagged(request: FastifyRequest, reply: FastifyReply, value: object): FastifyReply {
  const text = JSON.stringify(value)
  const tag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`
  reply.header('etag', tag).header('cache-control', 'private, no-cache')
  if (request.headers['if-none-match']?.includes(tag)) return reply.code(304).send()
  return reply.type('application/json; charset=utf-8').send(text)
}
