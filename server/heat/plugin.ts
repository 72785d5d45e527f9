import fastifyPlugin from 'fastify-plugin'
import type { CaseSummary } from '../contract/api/cases.ts'
import { createCityTime } from '../org/city-time.ts'
import { HeatCube } from './heat-cube.ts'
import { loadCube, putSummary } from './load-cube.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** All cases in memory for counting, as the feed has them. */
    heat: HeatCube
  }
}

/** Loads every case once at start; from then on the feed keeps the cube. */
export const heatPlugin = fastifyPlugin(
  async (app) => {
    const cube = new HeatCube(createCityTime(app.config.timeZone).toLocal)

    // Changes that come while the pages are read are put in after them: a page may be older than the change.
    let early: CaseSummary[] | null = []
    const unsubscribe = app.feed.subscribe(({ event }) => {
      if (event.topic !== 'case') return
      if (early === null) putSummary(cube, event.case)
      else early.push(event.case)
    })
    app.addHook('onClose', async () => unsubscribe())
    await loadCube(cube, app.database)
    for (const summary of early) putSummary(cube, summary)
    early = null

    app.decorate('heat', cube)
  },
  { name: 'heat', dependencies: ['database', 'feed'] },
)
