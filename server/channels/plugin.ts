import { isDeepStrictEqual } from 'node:util'
import fastifyPlugin from 'fastify-plugin'
import { readChannelPolicy } from './channel-policy.ts'
import { ratingPathOf } from '../citizen/citizen-keys.ts'
import { adapterOf, type ChannelAdapter } from './adapter.ts'
import { readChannels, readMappings } from './channel-repository.ts'
import { contactFollower, forgetContacts } from './contacts.ts'
import { openPersonHash, type PersonHash } from './person-hash.ts'
import { purgeRejects } from './reject-repository.ts'
import { templateFollower } from './template-follower.ts'
import { webhookFollower } from './webhooks/outbox.ts'
import { WebhookSender } from './webhooks/sender.ts'

const HOUR_MS = 3_600_000
/** How often messages are looked for whose time has come; new ones are sent at once. */
const LOOK_EVERY_MS = 1000
/** How often a server on a shared database looks whether another process has changed the channels. */
const FOLLOW_MS = 5000
const PATIENCE_MS = 10_000

declare module 'fastify' {
  interface FastifyInstance {
    /** The hash by which somebody who reports is known again. */
    personHash: PersonHash
    webhooks: WebhookSender
    /** How each channel speaks, by its code. */
    readonly channelAdapters: ReadonlyMap<string, ChannelAdapter>
    /** Takes the channels as they are written down now. */
    reloadChannels(): Promise<void>
  }
}

/** Channels: by which way cases come, who reported them, and who is told of what becomes of them. */
export const channelsPlugin = fastifyPlugin(
  async (app) => {
    const { database } = app
    const onError = (what: string) => (error: unknown) => app.log.error({ err: error }, what)
    const personHash = await openPersonHash(database)
    app.decorate('personHash', personHash)

    let adapters: ReadonlyMap<string, ChannelAdapter> = new Map()
    async function reloadAdapters(): Promise<void> {
      const mappings = await readMappings(database)
      adapters = new Map([...mappings].map(([code, mapping]) => [code, adapterOf(mapping, app.config.timeZone)]))
    }
    await reloadAdapters()
    app.decorate('channelAdapters', { getter: () => adapters })
    app.decorate('reloadChannels', async () => {
      const channels = await readChannels(database)
      // the city is another object only where it is another city
      if (!isDeepStrictEqual(channels, app.city.record.channels)) {
        app.replaceCity({ ...app.city, record: { ...app.city.record, channels } })
      }
      await reloadAdapters()
    })

    const sender = new WebhookSender({
      database,
      now: () => app.now(),
      random: Math.random,
      allowPrivate: async () => (await readChannelPolicy(database)).privateAddresses,
      timeoutMs: PATIENCE_MS,
      onError: onError('messages were not sent'),
    })
    app.decorate('webhooks', sender)

    app.cases.follow(templateFollower(() => app.city.record.channels, () => app.cases.templates()))
    app.cases.follow(contactFollower(personHash))
    app.cases.follow(webhookFollower({
      shape: (channel, message) => adapters.get(channel)?.write(message) ?? message,
      ratingPath: (caseId, round) => ratingPathOf(app.citizenKeys, caseId, round),
    }))

    async function sweep(): Promise<void> {
      const { contactDays } = await readChannelPolicy(database)
      await forgetContacts(database, contactDays, app.now())
      await purgeRejects(database, app.now() - contactDays * 24 * HOUR_MS)
    }
    const timers = [
      setInterval(() => void sweep().catch(onError('what is old was not removed')), HOUR_MS),
      setInterval(() => void sender.wake(), LOOK_EVERY_MS),
    ]
    if (database.kind === 'server') {
      timers.push(setInterval(() => void app.reloadChannels().catch(onError('the channels were not read')), FOLLOW_MS))
    }
    app.feed.subscribe(() => void sender.wake())
    app.addHook('onClose', async () => {
      for (const timer of timers) clearInterval(timer)
      await sender.close()
    })
  },
  { name: 'channels', dependencies: ['database', 'city', 'cases', 'feed', 'citizen'] },
)
