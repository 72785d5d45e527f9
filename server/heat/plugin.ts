import fastifyPlugin from 'fastify-plugin'
import type { CaseSummary } from '../contract/api/cases.ts'
import { createCityTime } from '../org/city-time.ts'
import { HeatCube } from './heat-cube.ts'
import { countCaseImports, loadCube, putSummary, RUNNING_PAGE, START_PAGE } from './load-cube.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** All cases in memory for counting, as the feed has them. */
    heat: HeatCube
    /** Takes all open cases anew, after they were changed without a word on the feed. */
    rereadOpenCases(): Promise<void>
  }
}

/** Loads every case at start, and again when an import has brought some; in between the feed keeps the cube. */
export const heatPlugin = fastifyPlugin(
  async (app) => {
    const { database } = app
    const cube = new HeatCube(createCityTime(app.config.timeZone).toLocal)

    // A page may be older than a change that comes while the pages are read: that is put in again after them.
    let arrived: CaseSummary[] | null = null
    let loading: Promise<void> = Promise.resolve()
    const unsubscribe = app.feed.subscribe(({ event }) => {
      if (event.topic !== 'case') return
      putSummary(cube, event.case)
      arrived?.push(event.case)
    })
    app.addHook('onClose', async () => unsubscribe())

    /** One after the other: each hears what comes while it reads. */
    function load(page: number, which: 'all' | 'open' = 'all'): Promise<void> {
      const loaded = loading.then(() => loadNow(page, which))
      loading = loaded.catch(() => {})
      return loaded
    }

    async function loadNow(page: number, which: 'all' | 'open'): Promise<void> {
      arrived = []
      try {
        await loadCube(cube, database, page, which)
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
    app.decorate('rereadOpenCases', () => load(RUNNING_PAGE, 'open'))
  },
  { name: 'heat', dependencies: ['database', 'boundaries', 'feed'] },
)
