import fastifyPlugin from 'fastify-plugin'
import { createLiveLane, frameBoxOf, type LiveLane } from './live-lane.ts'
import { readLastSeen } from './repository.ts'
import { readRoster } from './roster.ts'
import { attachSocket, type Screens } from './socket.ts'

declare module 'fastify' {
  interface FastifyInstance {
    live: LiveLane
    screens: Screens
  }
}

/** The live lane: markers in memory from where the workers were last seen, and the socket that shows them. */
export const livePlugin = fastifyPlugin(
  async (app) => {
    const roster = await readRoster(app.database)
    const lastSeen = await readLastSeen(app.database)
    app.decorate('live', createLiveLane(roster, frameBoxOf(app.city.record.bounds), lastSeen, Date.now()))
    app.decorate('screens', attachSocket(app))
  },
  { name: 'live', dependencies: ['database', 'auth', 'city', 'feed'] },
)
