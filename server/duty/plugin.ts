import fastifyPlugin from 'fastify-plugin'
import { createCityTime } from '../org/city-time.ts'
import { Duty } from './duty.ts'

declare module 'fastify' {
  interface FastifyInstance {
    duty: Duty
  }
}

/** How often it is looked whether another process on the same database changed shifts or policy, */
const FOLLOW_MS = 5000
/** and how often where there is no other. */
const ALONE_MS = 3_600_000

/** Who is on duty and how the field is watched, kept in memory. */
export const dutyPlugin = fastifyPlugin(
  async (app) => {
    const { database, config } = app
    const duty = await Duty.open(database, createCityTime(config.timeZone), Date.now())
    app.decorate('duty', duty)
    app.boundaries.onSwitch(() => duty.reread(Date.now()))

    let following: Promise<void> = Promise.resolve()
    const follow = () => {
      following = duty.follow(Date.now()).catch((error: unknown) => {
        app.log.error({ err: error }, 'the shifts could not be read')
      })
    }
    const timer = setInterval(follow, database.kind === 'server' ? FOLLOW_MS : ALONE_MS).unref()
    app.addHook('onClose', async () => {
      clearInterval(timer)
      await following
    })
  },
  { name: 'duty', dependencies: ['database', 'city', 'boundaries'] },
)
