import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { generateCity } from '../../geodata/city/generate-city.ts'
import { toMetres } from '../../geodata/city/projection.ts'
import { buildStreetGraph } from '../../geodata/city/street-graph.ts'
import { startField } from '../../geodata/field/field.ts'
import { readFieldOptions } from '../../geodata/field/options.ts'
import { distanceToSegmentM } from '../../geodata/field/patrol/ground-shape.ts'
import { TokenRefused } from '../../geodata/field/sending/deliver.ts'
import { aCase } from '../support/live-records.ts'
import { startRecordingServer, TOKEN, type RecordingServer } from './recording-server.ts'

const generated = generateCity({ seed: 3, grids: 40, workers: 120 })
/** Everybody works at any hour, so that it does not matter when this runs. */
const city = { ...generated, workers: generated.workers.map((worker) => ({ ...worker, shiftPattern: null })) }
const graph = buildStreetGraph(city)

/** Metres to the nearest street, looked up in all of them. */
function distanceToStreetM(lng: number, lat: number): number {
  const [x, y] = toMetres(lng, lat)
  let nearest = Infinity
  for (let node = 0; node < graph.lng.length; node++) {
    const [x1, y1] = toMetres(graph.lng[node], graph.lat[node])
    for (let edge = graph.firstEdge[node]; edge < graph.firstEdge[node + 1]; edge++) {
      const [x2, y2] = toMetres(graph.lng[graph.target[edge]], graph.lat[graph.target[edge]])
      nearest = Math.min(nearest, distanceToSegmentM(x, y, x1, y1, x2, y2))
    }
  }
  return nearest
}

describe('the simulated field', () => {
  let server: RecordingServer
  let dataDir: string
  let stop: AbortController

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'gridwall-field-'))
  })
  beforeEach(async () => {
    server = await startRecordingServer()
    stop = new AbortController()
  })
  afterEach(async () => {
    stop.abort()
    await server.close()
  })
  afterAll(() => rm(dataDir, { recursive: true }))

  const start = (token: string, ...args: string[]) =>
    startField(
      city,
      readFieldOptions(
        ['--server', server.address, '--city-workers', '120', '--data-dir', dataDir, '--interval', '1', ...args],
        { GRIDWALL_TOKEN: token },
      ),
      stop.signal,
    )

  it('sends every worker along the streets, some as phones do and some as a platform does, and stops cleanly', async () => {
    server.refuseNext = { count: 4, status: 503, retryAfterS: 0 }
    const field = start(TOKEN, '--phones', '30', '--cases-per-hour', '0', '--alarms-per-hour', '0')
    const devicesOfPhones = () => new Set(server.osmand.map(({ id }) => id))
    const devicesOfPlatform = () => new Set(server.batches.flat().map(({ device }) => device))
    // now and then a phone is silent
    await server.until(() => devicesOfPhones().size >= 27 && devicesOfPlatform().size >= 80)
    stop.abort()
    await field.stopped

    const keys = new Set(city.workers.map(({ deviceKey }) => deviceKey))
    for (const device of [...devicesOfPhones(), ...devicesOfPlatform()]) expect(keys).toContain(device)
    for (const device of devicesOfPhones()) expect(devicesOfPlatform()).not.toContain(device)
    const places = [
      ...server.osmand.slice(0, 60).map(({ lon, lat }) => [Number(lon), Number(lat)]),
      ...server.batches.flat().slice(0, 60).map(({ lng, lat }) => [lng, lat]),
    ]
    expect(Math.max(...places.map(([lng, lat]) => distanceToStreetM(lng, lat)))).toBeLessThan(15)
    expect(field.status()).toMatch(/^120 workers \(30 phones\), .* sent again 4, refused 0, skipped 0: 503 no$/)
  })

  it('files cases that the catalogue knows at places of the city, patrols as the worker who found them', async () => {
    start(TOKEN, '--workers', '50', '--cases-per-hour', '100000', '--alarms-per-hour', '0', '--speed', '40')
    await server.until(({ cases }) => cases.length >= 300)
    const codes = new Set(city.categories.filter(({ level }) => level === 3).map(({ code }) => code))
    const badges = new Set(city.workers.map(({ number }) => number))
    const [west, south, east, north] = city.bounds
    for (const { category, lng, lat, channel, reporterNumber, description, address } of server.cases) {
      expect(codes).toContain(category)
      expect(lng >= west && lng <= east && lat >= south && lat <= north).toBe(true)
      expect(description).toContain(address)
      if (channel === 'patrol') expect(badges).toContain(reporterNumber)
      else expect(reporterNumber).toBeUndefined()
    }
    expect(new Set(server.cases.map(({ externalNumber }) => externalNumber)).size).toBe(server.cases.length)
    expect(new Set(server.cases.map(({ channel }) => channel)).size).toBeGreaterThanOrEqual(5)
  })

  it('sends what sensors measure as their makers have it, by rules of which alarms begin and end', async () => {
    start(TOKEN, '--workers', '0', '--cases-per-hour', '0', '--alarms-per-hour', '5000', '--speed', '200')
    const kindOf = new Map(city.devices.map(({ key, kind }) => [key, kind]))
    const stateOf = (payload: Record<string, unknown>) => (payload.data as { state: string }).state
    /** What each smoke detector has said of itself, in order. */
    const smoke = () => {
      const said = new Map<string, string>()
      for (const { device, payload } of server.readings) {
        if (kindOf.get(device) === 'smoke') said.set(device, `${said.get(device) ?? ''}${stateOf(payload)[0]}`)
      }
      return [...said.values()]
    }
    // alarmed in three readings at least, normal in two after them
    await server.until(() => smoke().filter((states) => /aaa+nn/.test(states)).length >= 3)
    expect(new Set(server.readings.map(({ device }) => kindOf.get(device))).has(undefined)).toBe(false)
  })

  it('lets every device report in its turn though nothing happens', async () => {
    start(TOKEN, '--workers', '0', '--cases-per-hour', '0', '--alarms-per-hour', '0', '--speed', '1000')
    const reported = () => new Set(server.readings.map(({ device }) => device))
    await server.until(() => reported().size === city.devices.length)
    const kinds = new Set(city.devices.map(({ kind }) => kind))
    expect(kinds.has('drone') && kinds.has('camera_ai') && kinds.has('gas_meter')).toBe(true)
  })

  it('does the orders that the server says are open', async () => {
    const at = new Date().toISOString()
    server.openOrders = Array.from({ length: 12 }, (_, index) => ({
      id: index + 1, caseId: index + 1, role: index % 2 === 0 ? 'handle' : 'watch', unitId: 1, workerId: null,
      workerName: null, round: 1, sentAt: at, sentBy: 'duty', acceptedAt: null, revokedAt: null, doneAt: null, doneNote: null,
      case: aCase({
        id: index + 1, categoryCode: 'S01001', lng: 117, lat: 33, status: index % 2 === 0 ? 'dispatched' : 'handled',
        reportedAt: at, dueAt: at, updatedAt: at, areaCode: '9901', unitId: 1,
      }),
    }))
    start(TOKEN, '--workers', '0', '--cases-per-hour', '0', '--alarms-per-hour', '0', '--speed', '1000')
    await server.until(({ done }) => done.length === 12)
    expect(server.done.map(({ id }) => id).sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, index) => index + 1))
    for (const { note } of server.done) expect(note.length).toBeGreaterThan(5)
  })

  it('ends with what the server said where its token is refused', async () => {
    const field = start('an old token', '--cases-per-hour', '0', '--alarms-per-hour', '0')
    await expect(field.stopped).rejects.toThrow(TokenRefused)
  })
})
