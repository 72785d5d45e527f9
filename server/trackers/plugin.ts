import fastifyPlugin from 'fastify-plugin'
import type { Tracker } from '../ingest/intake.ts'
import { bindTerminal, readTrackers } from './repository.ts'
import { TrackerRegistry } from './tracker-registry.ts'

/** How often it is looked whether another process on the same database changed something. */
const FOLLOW_MS = 30_000

export interface Trackers {
  /** The tracker with this key, where its worker is in the scope ('' for all). */
  within(key: string, scopeCode: string): Tracker | undefined
  /** Binds a terminal to its number where none is bound yet; resolves, once that is durable, with whether it is bound to
   * that number now. */
  bindTerminal(key: string, terminal: string): Promise<boolean>
  /** Reads all anew, after a change. */
  reread(): Promise<void>
}

declare module 'fastify' {
  interface FastifyInstance {
    trackers: Trackers
  }
}

/** Which devices may send positions, of whom, and their habits: of now, in memory. */
export const trackersPlugin = fastifyPlugin(
  async (app) => {
    const { database } = app
    const registry = new TrackerRegistry(await readTrackers(database))
    let reading: Promise<void> = Promise.resolve()
    const trackers: Trackers = {
      within: (key, scopeCode) => registry.within(key, scopeCode),
      async bindTerminal(key, terminal) {
        const bound = await bindTerminal(database, key, terminal)
        await trackers.reread()
        return bound
      },
      reread() {
        // One after the other, so that an older answer never takes the place of a newer one.
        reading = reading.catch(() => {}).then(async () => registry.replace(await readTrackers(database)))
        return reading
      },
    }
    app.decorate('trackers', trackers)
    app.boundaries.onSwitch(() => trackers.reread())

    if (database.kind === 'server') {
      const following = setInterval(() => {
        trackers.reread().catch((error: unknown) => app.log.error({ err: error }, 'the trackers could not be read'))
      }, FOLLOW_MS).unref()
      app.addHook('onClose', async () => clearInterval(following))
    }
    app.addHook('onClose', () => reading.catch(() => {}))
  },
  { name: 'trackers', dependencies: ['database', 'boundaries'] },
)
