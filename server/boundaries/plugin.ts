import fastifyPlugin from 'fastify-plugin'
import { BoundarySwitch } from './boundary-switch.ts'
import { readInForce } from './versions.ts'

declare module 'fastify' {
  interface FastifyInstance {
    boundaries: BoundarySwitch
  }
}

/** How often a server on a shared database looks whether another process has switched. */
const FOLLOW_MS = 5000

/** Switches versions of the boundaries, and follows those who do so in other processes. */
export const boundariesPlugin = fastifyPlugin(
  async (app) => {
    const { database, config } = app
    const { importsApplied } = await readInForce(database)
    const boundaries = new BoundarySwitch(
      {
        database,
        timeZone: config.timeZone,
        current: () => app.grids.current(),
        replace(index, facts) {
          app.grids.replace(index)
          app.replaceCity(facts)
          // The scope of the whole city has moved with it.
          app.identities.forgetAll()
        },
        onError: (error, what) => app.log.error({ err: error }, what),
      },
      importsApplied,
    )
    app.decorate('boundaries', boundaries)

    // An embedded database is this process's own.
    if (database.kind === 'server') {
      const following = setInterval(() => void boundaries.followOthers(), FOLLOW_MS).unref()
      app.addHook('onClose', async () => clearInterval(following))
    }
    app.addHook('onClose', () => boundaries.close())
  },
  { name: 'boundaries', dependencies: ['database', 'auth', 'city', 'grids'] },
)
