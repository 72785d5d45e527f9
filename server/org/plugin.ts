import fastifyPlugin from 'fastify-plugin'
import { readCityFacts, type CityFacts } from './city-facts.ts'

declare module 'fastify' {
  interface FastifyInstance {
    city: CityFacts
  }
}

/** Reads the city's facts once at start. */
export const cityPlugin = fastifyPlugin(
  async (app) => {
    app.decorate('city', await readCityFacts(app.database, app.config.timeZone))
  },
  { name: 'city', dependencies: ['database'] },
)
