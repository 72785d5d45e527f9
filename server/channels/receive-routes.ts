import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import type { InboundReply } from '../contract/api/channels.ts'
import { conflict, notFound } from '../errors.ts'
import { inflate } from '../ingest/http/inflate.ts'
import { receiveBytes } from './inbound.ts'

const MOST_BYTES = 16 * 1024 * 1024
const ChannelParams = Type.Object({ channel: Type.String({ minLength: 1, maxLength: 32 }) })

/** Where other systems send cases. Answered 200 once each record is a case or is kept with what is wrong with it. */
export const channelReceiveRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))

  app.post(
    '/in/cases/:channel',
    { config: { allow: ['device'] }, bodyLimit: MOST_BYTES, schema: { params: ChannelParams } },
    async ({ params: { channel }, body, headers, identity }): Promise<InboundReply> => {
      const record = app.city.record.channels.find(({ code }) => code === channel)
      const adapter = app.channelAdapters.get(channel)
      if (record === undefined || adapter === undefined) throw notFound('channel', channel)
      if (!record.enabled) throw conflict('CHANNEL_CLOSED', `The channel ${channel} takes no cases now.`)
      const sent = Buffer.isBuffer(body) ? body : Buffer.alloc(0)
      return receiveBytes(app, channel, adapter, await inflate(sent, headers['content-encoding'], MOST_BYTES), identity)
    },
  )
}
