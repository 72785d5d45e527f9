import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { generateCity } from '../../../geodata/city/generate-city.ts'
import { startField } from '../../../geodata/field/field.ts'
import { readFieldOptions } from '../../../geodata/field/options.ts'
import type { OpenStep } from '../../../server/contract/api/case-steps.ts'
import type { CaseRecord } from '../../../server/contract/api/cases.ts'
import { aCase } from '../../support/live-records.ts'
import { startRecordingServer, TOKEN, type RecordingServer } from '../recording-server.ts'

const city = generateCity({ seed: 3, grids: 20, workers: 20 })
let stop: AbortController
let server: RecordingServer
let dataDir: string

beforeEach(async () => {
  stop = new AbortController()
  server = await startRecordingServer()
  dataDir = await mkdtemp(join(tmpdir(), 'gridwall-field-'))
})
afterEach(async () => {
  stop.abort()
  await server.close()
  await rm(dataDir, { recursive: true })
})

function waiting(id: number, status: CaseRecord['status'], step: OpenStep['step'], by: OpenStep['by']): CaseRecord {
  const updatedAt = new Date().toISOString()
  const openSteps: OpenStep[] = [{ step, by, mine: by.includes('desk'), needsReason: false, name: null, nameEn: null }]
  return {
    ...aCase({ id, status, urgent: id % 3 === 0, updatedAt, unitId: 1, watcherWorkerId: 2, areaCode: city.areas.at(-1)!.code }),
    owners: [], chain: [], routingTrail: [], events: [], orders: [], attachments: [], firstUnitId: null, desks: [],
    mergedInto: null, splitFrom: null, relatedCases: [], openSteps,
  }
}

function tend(): Promise<void> {
  const quiet = ['--workers', '0', '--cases-per-hour', '0', '--alarms-per-hour', '0', '--city-workers', '20', '--speed', '1000']
  const options = readFieldOptions(['--server', server.address, '--data-dir', dataDir, ...quiet], {
    GRIDWALL_TOKEN: TOKEN, GRIDWALL_OFFICER_TOKEN: TOKEN, GRIDWALL_LEADER_TOKEN: TOKEN,
  })
  return startField(city, options, stop.signal).stopped
}

it('takes the step of every case that waits for a desk, whichever it is, each once, naming the version that it saw', async () => {
  const ids = Array.from({ length: 30 }, (_, index) => index + 1)
  server.records = ids.map((id) => {
    if (id % 3 === 0) return waiting(id, 'reported', 'dispatch', ['desk'])
    return id % 3 === 1 ? waiting(id, 'registered', 'dispatch', ['desk']) : waiting(id, 'checked', 'close', ['desk'])
  })
  const stopped = tend()
  await server.until(({ records }) => records.length === 0)
  expect(server.steps.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual(ids)
  for (const { id, step, body } of server.steps) {
    expect(step).toBe(id % 3 === 2 ? 'close' : 'dispatch')
    expect(body.version).toBe(1)
  }
  stop.abort()
  await stopped
})
