import Fastify, { type FastifyInstance } from 'fastify'
import formBody from '@fastify/formbody'
import type { StepBody } from '../../server/contract/api/case-steps.ts'
import type { CaseRecord, NewCaseBody } from '../../server/contract/api/cases.ts'
import type { PositionRow } from '../../server/contract/api/ingest.ts'
import type { OpenOrder } from '../../server/contract/api/orders.ts'

export const TOKEN = 'device-token-of-the-test'

/** One position as it arrived by the OsmAnd form. */
export type OsmandFields = Record<string, string>

export interface RecordingServer {
  address: string
  osmand: OsmandFields[]
  batches: PositionRow[][]
  cases: NewCaseBody[]
  readings: { device: string; payload: Record<string, unknown> }[]
  done: { id: number; note: string }[]
  openOrders: OpenOrder[]
  /** Cases that are there, and the steps that were taken with them, in order. */
  records: CaseRecord[]
  steps: { id: number; step: string; body: StepBody }[]
  /** How many of the next requests are refused before they are recorded, and with what. */
  refuseNext: { count: number; status: number; retryAfterS: number | undefined }
  /** Resolves when `enough` is true of what has arrived. */
  until(enough: (server: RecordingServer) => boolean): Promise<void>
  close(): Promise<void>
}

/** A real HTTP server with the endpoints that devices use; it keeps what it takes. */
export async function startRecordingServer(): Promise<RecordingServer> {
  const app: FastifyInstance = Fastify()
  await app.register(formBody)
  const waiting: { enough: (server: RecordingServer) => boolean; resolve: () => void }[] = []

  const server: RecordingServer = {
    address: '',
    osmand: [],
    batches: [],
    cases: [],
    readings: [],
    done: [],
    openOrders: [],
    records: [],
    steps: [],
    refuseNext: { count: 0, status: 503, retryAfterS: 0 },
    until: (enough) =>
      new Promise((resolve) => {
        waiting.push({ enough, resolve })
        look()
      }),
    close: () => app.close(),
  }

  function look(): void {
    for (const watch of waiting.splice(0)) {
      if (watch.enough(server)) watch.resolve()
      else waiting.push(watch)
    }
  }

  app.addHook('preHandler', async (request, reply) => {
    const inPath = (request.params as { token?: string }).token
    if (inPath !== TOKEN && request.headers.authorization !== `Bearer ${TOKEN}`) return reply.code(401).send('who?')
    const { refuseNext } = server
    if (refuseNext.count > 0) {
      refuseNext.count--
      if (refuseNext.retryAfterS !== undefined) reply.header('retry-after', refuseNext.retryAfterS)
      return reply.code(refuseNext.status).send('no')
    }
  })
  app.addHook('onResponse', async () => look())

  app.get('/in/osmand/:token', (request, reply) => {
    server.osmand.push(request.query as OsmandFields)
    void reply.send('')
  })
  app.post('/in/osmand/:token', (request, reply) => {
    server.osmand.push(request.body as OsmandFields)
    void reply.send('')
  })
  app.post('/in/positions', (request, reply) => {
    const { positions } = request.body as { positions: PositionRow[] }
    server.batches.push(positions)
    void reply.send({ accepted: positions.length, quarantined: 0 })
  })
  app.post('/api/cases', (request, reply) => {
    server.cases.push(request.body as NewCaseBody)
    void reply.code(201).send({})
  })
  app.get('/api/cases', (request, reply) => {
    const statuses = (request.query as { status: string }).status.split(',')
    void reply.send({ cases: server.records.filter(({ status }) => statuses.includes(status)), nextBefore: null })
  })
  app.get('/api/cases/:id', (request, reply) => {
    const id = Number((request.params as { id: string }).id)
    const record = server.records.find((one) => one.id === id)
    return record === undefined ? reply.code(404).send({}) : reply.send(record)
  })
  app.get('/api/cases/:id/duplicates', (_request, reply) => {
    void reply.send([])
  })
  app.post('/api/cases/:id/steps/:step', (request, reply) => {
    const { id: text, step } = request.params as { id: string; step: string }
    const id = Number(text)
    const body = request.body as StepBody
    const record = server.records.find((one) => one.id === id)
    if (record?.version !== body.version) return reply.code(409).send({})
    server.steps.push({ id, step, body })
    // nothing is open of it any more
    server.records = server.records.filter((one) => one !== record)
    return reply.send({})
  })
  app.post('/in/sensors/:device', (request, reply) => {
    const { device } = request.params as { device: string }
    server.readings.push({ device, payload: request.body as Record<string, unknown> })
    void reply.send({ status: 'accepted', reason: null })
  })
  app.get('/api/orders/open', (_request, reply) => {
    void reply.send({ orders: server.openOrders, nextAfter: null })
  })
  app.post('/api/orders/:id/done', (request, reply) => {
    const id = Number((request.params as { id: string }).id)
    server.openOrders = server.openOrders.filter((order) => order.id !== id)
    server.done.push({ id, note: (request.body as { note: string }).note })
    void reply.send({})
  })

  server.address = await app.listen({ port: 0, host: '127.0.0.1' })
  return server
}
