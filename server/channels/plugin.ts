import fastifyPlugin from 'fastify-plugin'
import { readChannelPolicy } from './channel-policy.ts'
import { contactFollower, forgetContacts } from './contacts.ts'
import { openPersonHash, type PersonHash } from './person-hash.ts'

const HOUR_MS = 3_600_000

declare module 'fastify' {
  interface FastifyInstance {
    /** The hash by which somebody who reports is known again. */
    personHash: PersonHash
  }
}

/** Channels: who reported what. */
export const channelsPlugin = fastifyPlugin(
  async (app) => {
    const { database } = app
    const personHash = await openPersonHash(database)
    app.decorate('personHash', personHash)
    app.cases.follow(contactFollower(personHash))

    async function sweep(): Promise<void> {
      const { contactDays } = await readChannelPolicy(database)
      await forgetContacts(database, contactDays, app.now())
    }
    const hourly = setInterval(() => {
      sweep().catch((error: unknown) => app.log.error({ err: error }, 'contacts were not forgotten'))
    }, HOUR_MS)
    app.addHook('onClose', async () => clearInterval(hourly))
  },
  { name: 'channels', dependencies: ['database', 'cases'] },
)
