import fastifyPlugin from 'fastify-plugin'
import { deleteOld } from './delete-old.ts'
import { readRetention } from './retention-policy.ts'
import { RETENTION_RULES } from './rules.ts'

const SWEEP_EVERY_MS = 3_600_000

declare module 'fastify' {
  interface FastifyInstance {
    /** Deletes what is kept no longer at `nowMs`, as is done every hour; answers how many rows. What fails is logged, and
     * the rest is deleted all the same. */
    sweepOld(nowMs: number): Promise<number>
  }
}

/** Keeps tables that grow by themselves from growing for ever. */
export const retentionPlugin = fastifyPlugin(
  async (app) => {
    const closing = new AbortController()

    async function sweepOld(nowMs: number): Promise<number> {
      const policy = await readRetention(app.database)
      let deleted = 0
      for (const rule of RETENTION_RULES) {
        if (closing.signal.aborted) break
        try {
          deleted += await deleteOld(app.database, rule, policy, nowMs, closing.signal)
        } catch (error) {
          app.log.error({ err: error, table: rule.table }, 'what is old was not deleted')
        }
      }
      return deleted
    }
    app.decorate('sweepOld', sweepOld)

    let work: Promise<unknown> = Promise.resolve()
    const timer = setInterval(() => {
      work = work.then(() => sweepOld(app.now())).catch((error: unknown) => {
        app.log.error({ err: error }, 'what is old was not deleted')
      })
    }, SWEEP_EVERY_MS).unref()
    app.addHook('onClose', async () => {
      clearInterval(timer)
      closing.abort()
      await work
    })
  },
  { name: 'retention', dependencies: ['database'] },
)
