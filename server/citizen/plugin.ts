import fastifyPlugin from 'fastify-plugin'
import { type CitizenKeys, openCitizenKeys } from './citizen-keys.ts'
import { ratingLinkFollower } from './rating-links.ts'

declare module 'fastify' {
  interface FastifyInstance {
    citizenKeys: CitizenKeys
  }
}

/** Decorates `app.citizenKeys`; a case that closes gets a link by which it can be rated. */
export const citizenPlugin = fastifyPlugin(
  async (app) => {
    app.decorate('citizenKeys', await openCitizenKeys(app.database))
    app.cases.follow(ratingLinkFollower(app.citizenKeys))
  },
  { name: 'citizen', dependencies: ['database', 'city', 'cases'] },
)
