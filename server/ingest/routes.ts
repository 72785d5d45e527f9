import formBody from '@fastify/formbody'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { inScope } from '../auth/identity.ts'
import { PositionBatchBody, type PositionBatchReply } from '../contract/api/ingest.ts'
import { createGroupCommitter } from '../db/group-committer.ts'
import { badInput } from '../errors.ts'
import type { RosterWorker } from '../live/roster.ts'
import { createCityTime } from '../org/city-time.ts'
import { readBatchRow } from './batch/batch.ts'
import { decodeOsmandJson, osmandJsonDevice } from './osmand/osmand-json.ts'
import { decodeOsmand, osmandDevice, type OsmandFields } from './osmand/osmand.ts'
import type { Position, Protocol, QuarantinedRecord, Reading, Report } from './position.ts'
import { positionWriter } from './repository.ts'
import { vetPosition } from './vet-position.ts'

/** Positions are kept this long; what is older when it comes is not taken. */
const RETENTION_MS = 90 * 86_400_000

/** What one request brought, sorted. */
interface Intake {
  positions: Position[]
  quarantined: QuarantinedRecord[]
}

/** Where positions come in. Everything is answered 200 only after its commit. */
export const ingestRoutes: FastifyPluginAsyncTypebox = async (app) => {
  await app.register(formBody)
  const cityTime = createCityTime(app.config.timeZone)
  const write = positionWriter(app.database, () => app.grids.current())
  const committer = createGroupCommitter<Intake>({
    write: (intakes) =>
      write(intakes.flatMap(({ positions }) => positions), intakes.flatMap(({ quarantined }) => quarantined)),
    rowsOf: ({ positions, quarantined }) => positions.length + quarantined.length,
    onCommitted: (intakes) => app.live.committed(intakes.flatMap(({ positions }) => positions), Date.now()),
    onError: (error) => app.log.error({ err: error }, 'positions could not be written'),
  })
  app.addHook('onClose', () => committer.close())

  function workerOf(request: FastifyRequest, field: string, deviceKey: string | undefined): RosterWorker {
    const { roster } = app.live
    const slot = deviceKey === undefined ? undefined : roster.slotOfDevice.get(deviceKey)
    const worker = slot === undefined ? undefined : roster.workers[slot]
    if (worker === undefined || !inScope(request.identity, worker.areaCode)) {
      throw badInput(field, deviceKey, 'the device key of a worker within the scope of this token')
    }
    return worker
  }

  /** Sorts a reading into positions or quarantine. */
  function take(
    intake: Intake, worker: RosterWorker, reading: Reading, protocol: Protocol, nowMs: number, record: unknown,
  ): void {
    const reason = vetPosition(reading, nowMs, RETENTION_MS)
    if (reason === undefined) {
      intake.positions.push({ sequence: 0, ...reading, workerId: worker.id, receivedAtMs: nowMs, protocol })
    } else {
      setAside(intake, worker, reason, protocol, nowMs, record)
    }
  }

  function setAside(
    intake: Intake, worker: RosterWorker, reason: string, protocol: Protocol, nowMs: number, record: unknown,
  ): void {
    const { deviceKey } = worker
    intake.quarantined.push({ receivedAtMs: nowMs, protocol, deviceKey, reason, record: JSON.stringify(record) })
  }

  /** Commits what a tracker sent. It deletes a record only when it is answered 200 and sends nothing else before, so a
   * record that cannot be read is kept aside and answered 200 too: else the phone would be blocked for ever. */
  async function commitReports(
    worker: RosterWorker, records: readonly { raw: unknown; report: Report }[], protocol: Protocol, nowMs: number,
  ): Promise<void> {
    const intake: Intake = { positions: [], quarantined: [] }
    for (const { raw, report } of records) {
      if (report.type === 'fix') take(intake, worker, report.reading, protocol, nowMs, raw)
      else if (report.type === 'malformed') setAside(intake, worker, report.reason, protocol, nowMs, raw)
      else app.live.heartbeat(worker.id, report.atMs, report.sos, nowMs)
    }
    await committer.submit(intake)
  }

  async function takeOsmand(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const nowMs = Date.now()
    const query = request.query as OsmandFields
    const isJson = request.headers['content-type']?.startsWith('application/json') === true
    if (isJson && Object.keys(query).length === 0) {
      const device = osmandJsonDevice(request.body)
      if (device === undefined) throw badInput('body', request.body, 'an object with device_id and location')
      const worker = workerOf(request, device.field, device.key)
      await commitReports(worker, decodeOsmandJson(request.body, nowMs, cityTime), 'osmand-json', nowMs)
    } else {
      const fields = Object.keys(query).length > 0 ? query : ((request.body ?? {}) as OsmandFields)
      const worker = workerOf(request, 'id', osmandDevice(fields))
      const report = decodeOsmand(fields, nowMs, cityTime)
      await commitReports(worker, [{ raw: fields, report }], 'osmand', nowMs)
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
      const { positions: rows, datum = 'wgs84' } = request.body
      const intake: Intake = { positions: [], quarantined: [] }
      for (const [i, row] of rows.entries()) {
        const worker = workerOf(request, `positions.${i}.device`, row.device)
        take(intake, worker, readBatchRow(row, datum), 'batch', nowMs, row)
      }
      await committer.submit(intake)
      return { accepted: intake.positions.length, quarantined: intake.quarantined.length }
    },
  )
}
