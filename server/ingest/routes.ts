import formBody from '@fastify/formbody'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { PositionBatchBody, type PositionBatchReply } from '../contract/api/ingest.ts'
import { badInput } from '../errors.ts'
import { createCityTime } from '../org/city-time.ts'
import type { Tracker } from './intake.ts'
import { decodeOsmandJson, osmandJsonDevice } from './osmand/osmand-json.ts'
import { osmandDevice, type OsmandFields, osmandReports } from './osmand/osmand.ts'

/** Where positions come in by HTTP. Everything is answered 200 only after its commit. A tracker deletes a record only
 * when it is answered 200 and sends nothing else before, so a record of a known one that cannot be read is kept aside and
 * answered 200 too: else the phone would be blocked for ever. */
export const ingestRoutes: FastifyPluginAsyncTypebox = async (app) => {
  await app.register(formBody)
  const cityTime = createCityTime(app.config.timeZone)

  function trackerOf(request: FastifyRequest, field: string, deviceKey: string | undefined): Tracker {
    const tracker = deviceKey === undefined ? undefined : app.intake.trackerOf(deviceKey, request.identity.scopeCode)
    if (tracker === undefined) {
      throw badInput(field, deviceKey, 'the device key of a worker within the scope of this token')
    }
    return tracker
  }

  async function takeOsmand(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const nowMs = Date.now()
    const query = request.query as OsmandFields
    const isJson = request.headers['content-type']?.startsWith('application/json') === true
    if (isJson && Object.keys(query).length === 0) {
      const device = osmandJsonDevice(request.body)
      if (device === undefined) throw badInput('body', request.body, 'an object with device_id and location')
      const tracker = trackerOf(request, device.field, device.key)
      const records = decodeOsmandJson(request.body, nowMs, cityTime, tracker.speedUnit)
      await app.intake.submit(tracker, 'osmand-json', records, nowMs)
    } else {
      const fields = Object.keys(query).length > 0 ? query : ((request.body ?? {}) as OsmandFields)
      const tracker = trackerOf(request, 'id', osmandDevice(fields))
      const reports = osmandReports(fields, nowMs, cityTime, tracker.speedUnit)
      const raw = () => JSON.stringify(fields)
      await app.intake.submit(tracker, 'osmand', reports.map((report) => ({ report, raw })), nowMs)
    }
    return reply.code(200).send()
  }

  // The app on the phone can be given an address and nothing else, hence the token in the path; some append a slash.
  for (const url of ['/in/osmand/:token', '/in/osmand/:token/']) {
    app.route({ method: ['GET', 'POST'], url, config: { allow: ['device'] }, handler: takeOsmand })
  }

  app.post(
    '/in/positions',
    { config: { allow: ['device'] }, schema: { body: PositionBatchBody } },
    async (request): Promise<PositionBatchReply> => {
      const nowMs = Date.now()
      const { positions: rows, datum } = request.body
      const parts = rows.map((row, i) => {
        const tracker = trackerOf(request, `positions.${i}.device`, row.device)
        const reading = { ...row, recordedAtMs: Date.parse(row.recordedAt), sos: false }
        const records = [{ report: { type: 'fix' as const, reading }, raw: () => JSON.stringify(row) }]
        return { tracker: datum === undefined ? tracker : { ...tracker, datum }, records }
      })
      return app.intake.submitAll(parts, 'batch', nowMs)
    },
  )
}
