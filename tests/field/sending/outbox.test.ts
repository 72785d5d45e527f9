import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newDeliveryCounts, TokenRefused } from '../../../geodata/field/sending/deliver.ts'
import { createFleetGateway } from '../../../geodata/field/sending/fleet-gateway.ts'
import { createHttpClient, type HttpClient } from '../../../geodata/field/sending/http-client.ts'
import { osmandRequest } from '../../../geodata/field/sending/osmand-phone.ts'
import { createOutbox, type SenderContext } from '../../../geodata/field/sending/outbox.ts'
import { mulberry32 } from '../../../geodata/city/random.ts'
import type { Fix } from '../../../geodata/field/patrol/fix.ts'
import { startRecordingServer, TOKEN, type RecordingServer } from '../recording-server.ts'

const START_MS = Date.UTC(2026, 4, 1)

function fixAt(second: number): Fix {
  return {
    recordedAtMs: START_MS + second * 1000, lng: 117.25, lat: 33.125, accuracyM: 6.04, speedMps: 1.5, headingDeg: 90,
    batteryPercent: 79.6,
  }
}

describe('what the field sends', () => {
  let server: RecordingServer
  let client: HttpClient
  let context: SenderContext
  let failures: unknown[]
  const stop = { controller: new AbortController() }

  beforeEach(async () => {
    server = await startRecordingServer()
    client = createHttpClient(server.address, 8)
    stop.controller = new AbortController()
    failures = []
    context = {
      client, backOff: { firstMs: 20, longestMs: 100 }, counts: newDeliveryCounts(),
      random: mulberry32(1), signal: stop.controller.signal, fail: (error) => failures.push(error),
    }
  })
  afterEach(async () => {
    stop.controller.abort()
    client.close()
    await server.close()
  })

  it('writes a fix as the Traccar Client app does: knots, seconds, degrees, percent', async () => {
    const phone = createOutbox(context, 10)
    phone.put(osmandRequest(TOKEN, 'W00017', fixAt(0.9), 'query'))
    phone.put(osmandRequest(TOKEN, 'W00017', fixAt(0.9), 'form'))
    await server.until(({ osmand }) => osmand.length === 2)
    const expected = {
      id: 'W00017', lat: '33.1250000', lon: '117.2500000', timestamp: String(START_MS / 1000), speed: '2.92',
      bearing: '90.0', accuracy: '6.0', batt: '80',
    }
    expect(server.osmand).toEqual([expected, expected])
  })

  it('sends the same fix again until it is taken, in order, and loses none', async () => {
    server.refuseNext = { count: 3, status: 503, retryAfterS: 0 }
    const phone = createOutbox(context, 100)
    for (let second = 0; second < 20; second++) phone.put(osmandRequest(TOKEN, 'W1', fixAt(second), 'query'))
    await server.until(({ osmand }) => osmand.length === 20)
    const seconds = server.osmand.map(({ timestamp }) => Number(timestamp) - START_MS / 1000)
    expect(seconds).toEqual(Array.from({ length: 20 }, (_, second) => second))
    await expect.poll(() => context.counts).toMatchObject({ delivered: 20, retried: 3, refused: 0 })
  })

  it('waits while the server is away and goes on when it is back', async () => {
    const away = createHttpClient('http://127.0.0.1:1', 1)
    let calls = 0
    const sometimes: HttpClient = {
      send: (request, signal) => (calls++ === 0 ? away : client).send(request, signal),
      close: () => away.close(),
    }
    const phone = createOutbox({ ...context, client: sometimes }, 10)
    phone.put(osmandRequest(TOKEN, 'W1', fixAt(0), 'query'))
    await server.until(({ osmand }) => osmand.length === 1)
    await expect.poll(() => context.counts).toMatchObject({ delivered: 1, retried: 1 })
    expect(context.counts.lastTrouble).toContain('ECONNREFUSED')
  })

  it('gives up what the server calls wrong, and goes on with the next', async () => {
    server.refuseNext = { count: 1, status: 400, retryAfterS: undefined }
    const phone = createOutbox(context, 10)
    phone.put(osmandRequest(TOKEN, 'W1', fixAt(0), 'query'))
    phone.put(osmandRequest(TOKEN, 'W1', fixAt(1), 'query'))
    await server.until(({ osmand }) => osmand.length === 1)
    expect(server.osmand[0].timestamp).toBe(String(START_MS / 1000 + 1))
    expect(context.counts).toMatchObject({ refused: 1, lastTrouble: '400 no' })
  })

  it('takes no more than its limit', () => {
    const phone = createOutbox(context, 2)
    const put = () => phone.put(osmandRequest(TOKEN, 'W1', fixAt(0), 'query'))
    expect([put(), put(), put()]).toEqual([true, true, false])
  })

  it('fails as a whole when its token is refused', async () => {
    const failure = new Promise<unknown>((resolve) => {
      createOutbox({ ...context, fail: resolve }, 10).put(osmandRequest('another token', 'W1', fixAt(0), 'query'))
    })
    expect(await failure).toBeInstanceOf(TokenRefused)
  })

  it('forwards a fleet in batches of at most 500 and loses no row to a server that is overloaded', async () => {
    server.refuseNext = { count: 5, status: 503, retryAfterS: 0 }
    const gateway = createFleetGateway(context, TOKEN)
    for (let row = 0; row < 3200; row++) expect(gateway.record(`W${row}`, fixAt(row % 7))).toBe(true)
    const rows = () => server.batches.reduce((sum, batch) => sum + batch.length, 0)
    const pump = setInterval(() => gateway.flush(), 20)
    await server.until(() => rows() === 3200)
    clearInterval(pump)
    expect(Math.max(...server.batches.map((batch) => batch.length))).toBeLessThanOrEqual(500)
    const devices = new Set(server.batches.flat().map(({ device }) => device))
    expect(devices.size).toBe(3200)
    expect(context.counts.retried).toBe(5)
    expect(failures).toEqual([])
  })

  it('has four batches under way at most, and takes no rows without end', async () => {
    server.refuseNext = { count: Infinity, status: 503, retryAfterS: 0 }
    const gateway = createFleetGateway(context, TOKEN)
    let taken = 0
    while (gateway.record(`W${taken}`, fixAt(0))) taken++
    expect(taken).toBe(100_000)
    for (let flush = 0; flush < 10; flush++) gateway.flush()
    await expect.poll(() => context.counts.retried).toBeGreaterThanOrEqual(4)
    expect(gateway.kept).toBe(100_000)
    expect(gateway.record('one more', fixAt(0))).toBe(false)
  })
})
