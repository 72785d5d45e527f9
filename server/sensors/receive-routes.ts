import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import type { SensorBatchReply, SensorReceipt } from '../contract/api/sensors.ts'
import { readSensorLines } from './sensor-lines.ts'

const DeviceParams = Type.Object({ device: Type.String({ minLength: 1, maxLength: 64 }) })

/** Where sensors send by HTTP. Answered 200 only after the commit; bodies are taken as bytes, whatever they call
 * themselves. */
export const sensorReceiveRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))

  app.post(
    '/in/sensors/:device',
    { config: { allow: ['device'] }, schema: { params: DeviceParams } },
    async ({ params, body, identity }): Promise<SensorReceipt> =>
      app.sensors.receive(identity.scopeCode, params.device, bytesOf(body), Date.now()),
  )

  app.post(
    '/in/sensors',
    { config: { allow: ['device'] } },
    async ({ body, identity }): Promise<SensorBatchReply> => {
      const messages = readSensorLines(bytesOf(body))
      const receipts = await app.sensors.receiveAll(identity.scopeCode, messages, Date.now())
      const accepted = receipts.filter(({ status }) => status === 'accepted').length
      return { accepted, quarantined: receipts.length - accepted }
    },
  )
}

/** The body of a request without one is undefined. */
function bytesOf(body: unknown): Uint8Array {
  return Buffer.isBuffer(body) ? body : new Uint8Array()
}
