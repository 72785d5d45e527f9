import fastifyPlugin from 'fastify-plugin'
import { FieldChanges } from './field-changes.ts'
import { tellOrders } from './tell-orders.ts'
import { escalateWhistles } from './whistles.ts'

/** How often it is looked whether a whistle was not answered in time. */
const ESCALATE_EVERY_MS = 15_000

declare module 'fastify' {
  interface FastifyInstance {
    fieldChanges: FieldChanges
  }
}

/** Decorates `app.fieldChanges`, by which phones learn that something is new, and passes on unanswered whistles. */
export const fieldWorkPlugin = fastifyPlugin(
  async (app) => {
    app.decorate('fieldChanges', new FieldChanges())
    const stopTelling = tellOrders(app)

    let escalating: Promise<unknown> = Promise.resolve()
    let isEscalating = false
    const timer = setInterval(() => {
      if (isEscalating) return
      isEscalating = true
      escalating = escalateWhistles(app, app.now())
        .catch((error: unknown) => app.log.error({ err: error }, 'whistles were not passed on'))
        .finally(() => {
          isEscalating = false
        })
    }, ESCALATE_EVERY_MS)
    app.addHook('onClose', async () => {
      clearInterval(timer)
      await escalating
      await stopTelling()
    })
  },
  { name: 'field-work', dependencies: ['database', 'city', 'grids', 'feed', 'cases', 'live'] },
)
