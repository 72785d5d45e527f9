import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { writeAudit } from '../auth/audit.ts'
import { actorOf } from '../auth/identity.ts'
import { wholeCityOnly } from '../auth/whole-city-only.ts'
import {
  ChannelBody, type ChannelEntry, ChannelPolicy, NewChannelBody, TryRecordBody, type TryRecordReply,
} from '../contract/api/channels.ts'
import { badInput, conflict, notFound } from '../errors.ts'
import { createCityTime } from '../org/city-time.ts'
import { adapterOf } from './adapter.ts'
import { readChannelPolicy, writeChannelPolicy } from './channel-policy.ts'
import { insertChannel, listChannels, updateChannel } from './channel-repository.ts'

/** More are not told apart by anybody. */
const MOST_CHANNELS = 200
const DAY_MS = 86_400_000
const CodeParams = Type.Object({ code: Type.String({ minLength: 1, maxLength: 32 }) })

/** The channels of the city, and the rules that hold for all of them. */
export const channelRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { database, config } = app
  const cityTime = createCityTime(config.timeZone)
  const byAdmins = { config: { allow: ['admin'] as const }, preHandler: wholeCityOnly(app) }

  function list(scopeCode: string): Promise<ChannelEntry[]> {
    const midnightMs = Math.floor(cityTime.toLocal(app.now()) / DAY_MS) * DAY_MS
    return listChannels(database, scopeCode, cityTime.toUtc(midnightMs))
  }

  async function entryOf(code: string, scopeCode: string): Promise<ChannelEntry> {
    const found = (await list(scopeCode)).find((entry) => entry.code === code)
    if (found === undefined) throw notFound('channel', code)
    return found
  }

  /** Throws 400 naming what of a channel is none. */
  function check({ template, mapping }: ChannelBody): void {
    const templates = app.cases.templates()
    if (template !== null && !templates.has(template)) {
      throw badInput('template', template, `one of ${[...templates.keys()].join(', ')}, or null`)
    }
    adapterOf(mapping, config.timeZone)
  }

  const lookers = { config: { allow: ['admin', 'duty', 'leader'] as const } }
  app.get('/api/channels', lookers, async ({ identity }): Promise<ChannelEntry[]> => {
    const entries = await list(identity.scopeCode)
    // how another system is connected is nothing for the desk
    const isAdmin = identity.type === 'account' && identity.role === 'admin'
    return isAdmin ? entries : entries.map((entry) => ({ ...entry, mapping: null }))
  })

  app.post(
    '/api/channels',
    { ...byAdmins, schema: { body: NewChannelBody } },
    async ({ body: { code, ...body }, identity }, reply): Promise<ChannelEntry> => {
      check(body)
      if (app.city.record.channels.length >= MOST_CHANNELS) {
        throw conflict('TOO_MANY_CHANNELS', `There are ${MOST_CHANNELS} channels, which is the most there can be.`)
      }
      await database.transaction(async (transaction) => {
        const inserted = await insertChannel(transaction, code, body)
        if (!inserted) throw conflict('CHANNEL_EXISTS', `There is a channel ${code} already; PUT changes it.`)
        await writeAudit(transaction, actorOf(identity), 'add-channel', `channel:${code}`, body)
      })
      await app.reloadChannels()
      return reply.code(201).send(await entryOf(code, identity.scopeCode))
    },
  )

  app.put(
    '/api/channels/:code',
    { ...byAdmins, schema: { params: CodeParams, body: ChannelBody } },
    async ({ params: { code }, body, identity }): Promise<ChannelEntry> => {
      check(body)
      await database.transaction(async (transaction) => {
        if (!(await updateChannel(transaction, code, body))) throw notFound('channel', code)
        await writeAudit(transaction, actorOf(identity), 'change-channel', `channel:${code}`, body)
      })
      await app.reloadChannels()
      return entryOf(code, identity.scopeCode)
    },
  )

  app.post(
    '/api/channels/:code/try',
    { config: { allow: ['admin'] }, schema: { params: CodeParams, body: TryRecordBody } },
    async ({ params: { code }, body: { body, mapping }, identity }): Promise<TryRecordReply> => {
      const { mapping: own } = await entryOf(code, identity.scopeCode)
      const adapter = adapterOf(mapping === undefined ? own : mapping, config.timeZone)
      const records = adapter.split(body)
      if (records === undefined) throw badInput('mapping.items', body, 'a body with an array of records there')
      return {
        records: records.map((record) => {
          const read = adapter.read(record)
          return read.type === 'case' ? { case: read.case, reasons: [] } : { case: null, reasons: read.reasons }
        }),
      }
    },
  )

  app.get('/api/channels/policy', { config: { allow: ['admin'] } }, async (): Promise<ChannelPolicy> =>
    readChannelPolicy(database),
  )

  app.put(
    '/api/channels/policy',
    { ...byAdmins, schema: { body: ChannelPolicy } },
    async ({ body, identity }): Promise<ChannelPolicy> => {
      await database.transaction(async (transaction) => {
        await writeChannelPolicy(transaction, body)
        await writeAudit(transaction, actorOf(identity), 'set-channel-policy', 'settings:channels', body)
      })
      return body
    },
  )
}
