import fastifyPlugin from 'fastify-plugin'
import { LastPositions } from './last-positions.ts'
import { readLastPositions, readUnsaved, saveLastPositions } from './last-positions-repository.ts'

/** How often the table follows the memory. What a killed process had not saved is found again from the positions. */
const SAVE_EVERY_MS = 5000
/** A save that takes longer is given up on. */
const PATIENCE_MS = 10_000

declare module 'fastify' {
  interface FastifyInstance {
    /** Where each worker was last; table worker_last_positions has it at the start and some seconds later. */
    lastPositions: LastPositions
    /** Brings the table up to it. Throws as the database does; nothing is lost then. */
    saveLastPositions(): Promise<void>
  }
}

/** Keeps where workers were last: in memory for every fix that comes, in the database for the next start. */
export const lastPositionsPlugin = fastifyPlugin(
  async (app) => {
    const { database } = app
    const grids = app.grids.current()
    const last = new LastPositions(await readLastPositions(database, grids), grids)
    for (const position of await readUnsaved(database, grids)) last.take(position)

    let saving: Promise<void> = Promise.resolve()
    async function save(): Promise<void> {
      const changed = last.takeChanged()
      if (changed.length === 0) return
      try {
        const { gridVersionId } = last
        await database.transaction(
          (transaction) => saveLastPositions(transaction, changed, gridVersionId), { withinMs: PATIENCE_MS },
        )
      } catch (error) {
        last.changedStill(changed)
        throw error
      }
    }
    app.decorate('lastPositions', last)
    app.decorate('saveLastPositions', () => {
      saving = saving.catch(() => {}).then(save)
      return saving
    })

    await app.saveLastPositions()
    const saveOrTell = () =>
      app.saveLastPositions().catch((error: unknown) => {
        app.log.error({ err: error }, 'where workers were last could not be saved')
      })
    const timer = setInterval(saveOrTell, SAVE_EVERY_MS).unref()
    app.addHook('onClose', async () => {
      clearInterval(timer)
      await saveOrTell()
    })

    app.boundaries.onSwitch(async () => {
      const { rows } = await database.query<{ id: number }>('select id from workers')
      const workers = new Set(rows.map(({ id }) => id))
      last.renew(app.grids.current(), (workerId) => workers.has(workerId))
    })
  },
  { name: 'last-positions', dependencies: ['database', 'grids', 'boundaries'] },
)
