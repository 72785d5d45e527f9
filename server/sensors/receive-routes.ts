import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import type { SensorBatchReply, SensorReceipt } from '../contract/api/sensors.ts'
import { inflate } from '../ingest/http/inflate.ts'
import { readSensorLines } from './sensor-lines.ts'

/** As large as a body may be anywhere, also once it is inflated. */
const MOST_BYTES = 12 * 1024 * 1024

const DeviceParams = Type.Object({ device: Type.String({ minLength: 1, maxLength: 64 }) })

/** Where sensors send by HTTP. Answered 200 only after the commit; bodies are taken as bytes, inflated
 * where they are packed, whatever else they call themselves. */
export const sensorReceiveRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))

  app.post(
    '/in/sensors/:device',
    { config: { allow: ['device'] }, schema: { params: DeviceParams } },
    async ({ params, body, headers, identity }): Promise<SensorReceipt> =>
      app.sensors.receive(identity.scopeCode, params.device, await bytesOf(body, headers), Date.now()),
  )

  app.post(
    '/in/sensors',
    { config: { allow: ['device'] } },
    async ({ body, headers, identity }): Promise<SensorBatchReply> => {
      const messages = readSensorLines(await bytesOf(body, headers))
      const receipts = await app.sensors.receiveAll(identity.scopeCode, messages, Date.now())
      const accepted = receipts.filter(({ status }) => status === 'accepted').length
      return { accepted, quarantined: receipts.length - accepted }
    },
  )
}

/** The body of a request, inflated; without one it is undefined. */
async function bytesOf(body: unknown, { 'content-encoding': encoding }: IncomingHttpHeaders): Promise<Uint8Array> {
  return Buffer.isBuffer(body) ? inflate(body, encoding, MOST_BYTES) : new Uint8Array()
}
