import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { generateCity } from '../../../geodata/city/generate-city.ts'
import { startField } from '../../../geodata/field/field.ts'
import { readFieldOptions } from '../../../geodata/field/options.ts'
import { startRecordingServer, TOKEN, type RecordingServer } from '../recording-server.ts'

const city = generateCity({ seed: 3, grids: 20, workers: 20 })
const stop = new AbortController()
let server: RecordingServer
let dataDir: string

beforeEach(async () => {
  server = await startRecordingServer()
  dataDir = await mkdtemp(join(tmpdir(), 'gridwall-field-'))
})
afterEach(async () => {
  stop.abort()
  await server.close()
  await rm(dataDir, { recursive: true })
})

it('the simulated officer dispatches every case that waits, each once', async () => {
  server.waitingCases = Array.from({ length: 30 }, (_, index) => ({ id: index + 1, urgent: index % 3 === 0 }))
  const quiet = ['--workers', '0', '--cases-per-hour', '0', '--alarms-per-hour', '0', '--city-workers', '20', '--speed', '1000']
  const options = readFieldOptions(['--server', server.address, '--data-dir', dataDir, ...quiet], {
    GRIDWALL_TOKEN: TOKEN, GRIDWALL_OFFICER_TOKEN: TOKEN,
  })
  const field = startField(city, options, stop.signal)
  await server.until(({ waitingCases }) => waitingCases.length === 0)
  expect(server.dispatched.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1))
  stop.abort()
  await field.stopped
})
