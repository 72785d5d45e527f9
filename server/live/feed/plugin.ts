import fastifyPlugin from 'fastify-plugin'
import { createFeedPublisher, type FeedPublisher } from './publisher.ts'
import { readFeed, readFeedRange, trimFeed } from './repository.ts'

/** A client that was away for longer reads the lists again. */
const KEEP_DAYS = 7
const TRIM_EVERY_MS = 3_600_000
const READ_LIMIT = 500
/** Other processes on the same database do not call `committed` here. */
const POLL_EVERY_MS = 2000
const RETRY_AFTER_MS = 1000

declare module 'fastify' {
  interface FastifyInstance {
    feed: FeedPublisher
  }
}

/** The sequenced channel of cases and alarms: what `appendFeed` wrote is given to every screen after its commit. */
export const feedPlugin = fastifyPlugin(
  async (app) => {
    const { database } = app
    const timers = new Set<NodeJS.Timeout>()
    const publisher = await createFeedPublisher(
      {
        headSeq: async () => (await readFeedRange(database)).headSeq,
        readAfter: (seq) => readFeed(database, seq, Number.MAX_SAFE_INTEGER, '', READ_LIMIT),
      },
      (error) => {
        app.log.error({ err: error }, 'the feed could not be read')
        const retry = setTimeout(() => {
          timers.delete(retry)
          publisher.committed()
        }, RETRY_AFTER_MS)
        timers.add(retry)
      },
    )
    app.decorate('feed', publisher)

    const trim = () =>
      trimFeed(database, KEEP_DAYS).catch((error: unknown) => app.log.error({ err: error }, 'the feed was not trimmed'))
    timers.add(setInterval(trim, TRIM_EVERY_MS))
    if (database.kind === 'server') timers.add(setInterval(() => publisher.committed(), POLL_EVERY_MS))
    await trim()

    app.addHook('onClose', async () => {
      for (const timer of timers) clearTimeout(timer)
      await publisher.idle()
    })
  },
  { name: 'feed', dependencies: ['database'] },
)
