import type { FastifyInstance } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { type FieldWatch, isOutside } from './field-watch.ts'
import { type CommittedFix, createLiveLane, frameBoxOf, type LiveLane } from './live-lane.ts'
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
    const watch: FieldWatch = {
      policy: () => app.duty.policy,
      dutyFromMs(workerId, atMs) {
        const { onDuty, sinceMs } = app.duty.dutyAt(workerId, atMs)
        return onDuty ? sinceMs : Infinity
      },
      isOutside: (worker, settledGridId) => isOutside(worker, settledGridId, app.grids.current()),
    }
    const frameBox = frameBoxOf(app.city.record.bounds)
    app.decorate('live', createLiveLane(roster, frameBox, lastSeen(app), watch, Date.now()))
    app.decorate('screens', attachSocket(app))
    app.boundaries.onSwitch(() => renewLive(app))
  },
  { name: 'live', dependencies: ['database', 'auth', 'city', 'boundaries', 'grids', 'feed', 'duty', 'last-positions'] },
)

function lastSeen({ lastPositions }: FastifyInstance): CommittedFix[] {
  return lastPositions.all().map(({ settled, ...position }) => ({ ...position, settledGridId: settled.gridId }))
}

/** Takes over who the workers are now and how far the city reaches, without losing a marker of one who stays. Sessions
 * whose scope has changed are sent away, and come back with the new one. */
async function renewLive(app: FastifyInstance): Promise<void> {
  const { live, city, screens } = app
  const workers = await readRosterWorkers(app.database)
  // From here on without a pause: a position that is committed meanwhile would move a marker that is no longer shown.
  live.renew(rosterAfter(live.roster, workers), frameBoxOf(city.record.bounds), lastSeen(app), Date.now())
  screens.renew()
  await screens.checkSessions()
}
