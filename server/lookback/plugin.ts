import fastifyPlugin from 'fastify-plugin'
import { createCityTime } from '../org/city-time.ts'
import { makeLists } from './make-lists.ts'
import { strikeFollower } from './strike-off.ts'
import { beginRepeats, sweepRepeats } from './sweep-repeats.ts'

/** How often new complaints are looked at, and whether a month has begun. */
const SWEEP_EVERY_MS = 10_000

declare module 'fastify' {
  interface FastifyInstance {
    lookback: {
      /** Makes the lists that are due and flags what repeats itself; a timer does it as well. */
      sweep(): Promise<void>
      /** Ends the timer; resolves when none of its sweeps is under way. */
      stop(): Promise<void>
    }
  }
}

/** Decorates `app.lookback`: the monthly lists of 回头看, and complaints that repeat themselves. */
export const lookbackPlugin = fastifyPlugin(
  async (app) => {
    const time = createCityTime(app.config.timeZone)
    await beginRepeats(app.database)
    app.cases.follow(strikeFollower)

    async function sweep(): Promise<void> {
      const nowMs = app.now()
      await makeLists(app.database, time, nowMs)
      await sweepRepeats(app, nowMs)
    }
    let sweeping: Promise<void> | undefined
    const timer = setInterval(() => {
      sweeping ??= sweep()
        .catch((error: unknown) => app.log.error({ err: error }, 'cases were not looked back at'))
        .finally(() => {
          sweeping = undefined
        })
    }, SWEEP_EVERY_MS)
    async function stop(): Promise<void> {
      clearInterval(timer)
      await sweeping
    }
    app.decorate('lookback', { sweep, stop })
    app.addHook('onClose', stop)
  },
  { name: 'lookback', dependencies: ['database', 'city', 'cases', 'feed'] },
)
