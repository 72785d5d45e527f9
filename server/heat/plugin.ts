import fastifyPlugin from 'fastify-plugin'
import type { CaseSummary } from '../contract/api/cases.ts'
import { createCityTime } from '../org/city-time.ts'
import { HeatCube } from './heat-cube.ts'
import { countCaseImports, loadCube, putSummary, RUNNING_PAGE, START_PAGE } from './load-cube.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** All cases in memory for counting, as the feed has them. */
    heat: HeatCube
  }
}

/** Loads every case at start, and again when an import has brought some; in between the feed keeps the cube. */
export const heatPlugin = fastifyPlugin(
  async (app) => {
    const { database } = app
    const cube = new HeatCube(createCityTime(app.config.timeZone).toLocal)

    // A page may be older than a change that comes while the pages are read: that is put in again after them.
    let arrived: CaseSummary[] | null = null
    const unsubscribe = app.feed.subscribe(({ event }) => {
      if (event.topic !== 'case') return
      putSummary(cube, event.case)
      arrived?.push(event.case)
    })
    app.addHook('onClose', async () => unsubscribe())

    async function load(page: number): Promise<void> {
      arrived = []
      try {
        await loadCube(cube, database, page)
      } finally {
        for (const summary of arrived) putSummary(cube, summary)
        arrived = null
        cube.loads++
      }
    }

    let imports = await countCaseImports(database)
    await load(START_PAGE)
    app.boundaries.onSwitch(async () => {
      const importsNow = await countCaseImports(database)
      if (importsNow === imports) return
      await load(RUNNING_PAGE)
      imports = importsNow
    })
    app.decorate('heat', cube)
  },
  { name: 'heat', dependencies: ['database', 'boundaries', 'feed'] },
)
