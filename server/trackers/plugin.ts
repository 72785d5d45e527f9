import fastifyPlugin from 'fastify-plugin'
import type { Tracker } from '../ingest/intake.ts'
import { bindTerminal, readTrackers, saveNotes } from './repository.ts'
import { TrackerNotes } from './tracker-notes.ts'
import { TrackerRegistry } from './tracker-registry.ts'

/** How often it is looked whether another process on the same database changed something. */
const FOLLOW_MS = 30_000
/** How often is written when devices were heard, so many at a time. */
const SAVE_EVERY_MS = 30_000
const SAVE_ROWS = 2000
/** A save that takes longer is given up on. */
const PATIENCE_MS = 10_000

export interface Trackers {
  /** The tracker with this key, where its worker is in the scope ('' for all). */
  within(key: string, scopeCode: string): Tracker | undefined
  /** Binds a terminal to its number where none is bound yet; resolves, once that is durable, with whether it is bound to
   * that number now. */
  bindTerminal(key: string, terminal: string): Promise<boolean>
  /** Reads all anew, after a change. */
  reread(): Promise<void>
  notes: TrackerNotes
  /** Writes what is noted into table trackers. */
  saveNotes(): Promise<void>
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
    const notes = new TrackerNotes()
    // One after the other: an older answer never takes the place of a newer one.
    let reading: Promise<void> = Promise.resolve()
    let saving: Promise<void> = Promise.resolve()

    async function saveChanged(): Promise<void> {
      for (;;) {
        const changed = notes.takeChanged(SAVE_ROWS)
        if (changed.length === 0) return
        try {
          await database.transaction((transaction) => saveNotes(transaction, changed), { withinMs: PATIENCE_MS })
        } catch (error) {
          notes.changedStill(changed)
          throw error
        }
      }
    }

    const trackers: Trackers = {
      within: (key, scopeCode) => registry.within(key, scopeCode),
      async bindTerminal(key, terminal) {
        if (registry.get(key)?.terminal === terminal) return true
        const bound = await bindTerminal(database, key, terminal)
        // not all anew: after a power cut twenty thousand boxes register in one minute
        if (bound) registry.bind(key, terminal)
        return bound
      },
      reread() {
        reading = reading.catch(() => {}).then(async () => registry.replace(await readTrackers(database)))
        return reading
      },
      notes,
      saveNotes() {
        saving = saving.catch(() => {}).then(saveChanged)
        return saving
      },
    }
    app.decorate('trackers', trackers)
    app.boundaries.onSwitch(() => trackers.reread())

    const orTell = (work: Promise<void>, what: string): Promise<void> =>
      work.catch((error: unknown) => app.log.error({ err: error }, what))
    const follow = () => orTell(trackers.reread(), 'the trackers could not be read')
    const save = () => orTell(trackers.saveNotes(), 'when trackers were heard could not be saved')
    const timers = [setInterval(save, SAVE_EVERY_MS).unref()]
    if (database.kind === 'server') timers.push(setInterval(follow, FOLLOW_MS).unref())
    app.addHook('onClose', async () => {
      for (const timer of timers) clearInterval(timer)
      await reading.catch(() => {})
      await save()
    })
  },
  { name: 'trackers', dependencies: ['database', 'boundaries'] },
)
