import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { writeAudit } from '../auth/audit.ts'
import { actorOf } from '../auth/identity.ts'
import { badInput } from '../errors.ts'
import { playBack } from './playback.ts'
import { findWorkersIn } from './playback-repository.ts'

const LONGEST_HOURS = 2
const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000

const PlaybackQuery = Type.Object({
  area: Type.String({ minLength: 1, maxLength: 32 }),
  from: Type.String({ format: 'date-time' }),
  to: Type.String({ format: 'date-time' }),
})

/** For people (not for walls): where all workers of an area were. */
export const playbackRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { database } = app

  /** Blocks as in contract/track-columns.ts, one after the other, as they are read. */
  app.get(
    '/api/playback',
    { config: { allow: ['admin', 'duty', 'leader'] }, schema: { querystring: PlaybackQuery } },
    async ({ identity, query }, reply) => {
      const { area } = query
      const [fromMs, toMs] = [Date.parse(query.from), Date.parse(query.to)]
      if (fromMs >= toMs) throw badInput('to', query.to, `a time after from, ${query.from}`)
      if (toMs - fromMs > LONGEST_HOURS * HOUR_MS) {
        throw badInput('to', query.to, `a time at most ${LONGEST_HOURS} hours after from, ${query.from}`)
      }
      const { scopeCode } = identity
      const isVisible = area.startsWith(scopeCode) || scopeCode.startsWith(area)
      if (!isVisible || !app.city.areaByCode.has(area)) throw badInput('area', area, 'the code of an area of this city')
      const workerIds = await findWorkersIn(database, [area, scopeCode])
      const [from, to] = [new Date(fromMs).toISOString(), new Date(toMs).toISOString()]
      // Before the answer: nobody looks at tracks without a trace.
      const detail = { from, to, workers: workerIds.length }
      await writeAudit(database, actorOf(identity), 'view-playback', `area:${area}`, detail)
      const keptFromMs = Date.now() - app.duty.policy.positionDays * DAY_MS
      const blocks = playBack(database, { workerIds, fromMs, toMs, keptFromMs })
      // With the first block in hand it is known that there is an answer: until then an error still has a status.
      const first = await blocks.next()
      reply.type('application/octet-stream')
      return reply.send(Readable.from(startingWith(first, blocks)))
    },
  )
}

/** An item that was taken out already, and the rest; who stops listening ends the rest. */
async function* startingWith<Item>(first: IteratorResult<Item>, rest: AsyncGenerator<Item>): AsyncGenerator<Item> {
  try {
    if (first.done !== true) yield first.value
    yield* rest
  } finally {
    await rest.return(undefined)
  }
}
