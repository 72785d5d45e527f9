import type { FastifyInstance } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { type FieldWatch, isOutside } from './field-watch.ts'
import { createLiveLane, frameBoxOf, type LiveLane } from './live-lane.ts'
import { readLastSeen } from './repository.ts'
import { createRoster, readRosterWorkers, rosterAfter } from './roster.ts'
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
    const roster = createRoster(await readRosterWorkers(app.database))
    const lastSeen = await readLastSeen(app.database)
    const watch: FieldWatch = {
      policy: () => app.duty.policy,
      dutyFromMs(workerId, atMs) {
        const { onDuty, sinceMs } = app.duty.dutyAt(workerId, atMs)
        return onDuty ? sinceMs : Infinity
      },
      isOutside: (worker, settledGridId) => isOutside(worker, settledGridId, app.grids.current()),
    }
    app.decorate('live', createLiveLane(roster, frameBoxOf(app.city.record.bounds), lastSeen, watch, Date.now()))
    app.decorate('screens', attachSocket(app))
    app.boundaries.onSwitch(() => renewLive(app))
  },
  { name: 'live', dependencies: ['database', 'auth', 'city', 'boundaries', 'grids', 'feed', 'duty'] },
)

/** Takes over who the workers are now and how far the city reaches, without losing a marker of one who stays. Sessions
 * whose scope has changed are sent away, and come back with the new one. */
async function renewLive({ database, live, city, screens }: FastifyInstance): Promise<void> {
  const workers = await readRosterWorkers(database)
  const lastSeen = await readLastSeen(database)
  // From here on without a pause: a position that is committed meanwhile would move a marker that is no longer shown.
  live.renew(rosterAfter(live.roster, workers), frameBoxOf(city.record.bounds), lastSeen, Date.now())
  screens.renew()
  await screens.checkSessions()
}
