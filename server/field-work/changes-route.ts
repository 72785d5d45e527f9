import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { ServerResponse } from 'node:http'
import { fieldPersonOf } from './field-person.ts'

/** A word now and then, so that proxies and phones know that the line stands. */
const ALIVE_EVERY_MS = 25_000
/** A stream ends after this time; the browser comes again and shows who it is. */
const LASTS_MS = 10 * 60_000

/** What has changed for whoever asks, as server-sent events: only the name of what to read again. */
export const changesRoute: FastifyPluginAsyncTypebox = async (app) => {
  const streams = new Set<ServerResponse>()

  app.get('/api/field/changes', { config: { allow: ['admin', 'duty', 'leader', 'unit', 'worker'] } }, (request, reply) => {
    const { raw } = reply.hijack()
    raw.writeHead(200, {
      ...reply.getHeaders() as Record<string, string>,
      'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no',
    })
    raw.write('retry: 3000\n\n')
    const person = fieldPersonOf(request.identity)
    const unlisten = app.fieldChanges.listen(person, (topic) => raw.write(`data: ${topic}\n\n`))
    const alive = setInterval(() => raw.write(':\n\n'), ALIVE_EVERY_MS)
    const end = setTimeout(() => raw.end(), LASTS_MS)
    streams.add(raw)
    raw.on('close', () => {
      unlisten()
      clearInterval(alive)
      clearTimeout(end)
      streams.delete(raw)
    })
  })

  // before the HTTP server closes, which waits for its connections
  app.addHook('preClose', async () => {
    for (const stream of streams) stream.end()
  })
}
