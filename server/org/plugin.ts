import fastifyPlugin from 'fastify-plugin'
import { readCityFacts, type CityFacts } from './city-facts.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** The city as it is now: another object after a switch of boundaries, so never keep it beyond a request. */
    readonly city: CityFacts
    /** Puts other facts in their place, for whoever switches. */
    replaceCity(facts: CityFacts): void
  }
}

/** Reads the city's facts at start. */
export const cityPlugin = fastifyPlugin(
  async (app) => {
    let facts = await readCityFacts(app.database, app.config.timeZone)
    app.decorate('city', { getter: () => facts })
    app.decorate('replaceCity', (next: CityFacts) => {
      facts = next
    })
  },
  { name: 'city', dependencies: ['database'] },
)
