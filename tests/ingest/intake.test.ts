import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { DEFAULT_FIELD_POLICY } from '../../server/contract/api/field.ts'
import type { Database } from '../../server/db/database.ts'
import type { IncomingRecord, Tracker } from '../../server/ingest/intake.ts'
import type { CommittedPosition } from '../../server/ingest/place-position.ts'
import type { Reading } from '../../server/ingest/position.ts'
import { insertSmallCity } from '../live/small-city.ts'
import { buildTestApp, type TestApp } from '../support/app.ts'
import { openTestDatabase } from '../support/database.ts'

let database: Database
let city: TestApp

beforeAll(async () => {
  database = await openTestDatabase()
  await insertSmallCity(database)
  await database.query(`insert into trackers (key, worker_id, kind) values ('box-1', 11, 'box')`)
  city = await buildTestApp(database)
})
afterAll(async () => {
  await city.close()
  await database.close()
})
beforeEach(() => database.query('truncate positions, quarantined_records, off_duty_counts'))

const trackerOf = (key: string): Tracker => city.app.intake.trackerOf(key, '')!
const recordOf = (reading: Reading): IncomingRecord => ({ report: { type: 'fix', reading }, raw: JSON.stringify(reading) })
const submit = (key: string, ...readings: Reading[]) =>
  city.app.intake.submit(trackerOf(key), 'batch', readings.map(recordOf), Date.now())
const reading = (recordedAtMs: number, more: Partial<Reading> = {}): Reading =>
  ({ recordedAtMs, lng: 116.05, lat: 40.05, accuracyM: 5, sos: false, ...more })
const stored = async () =>
  (await database.query<{ worker: number; at: string; lng: number; speed: number | null }>(
    `select worker_id as worker, (extract(epoch from recorded_at) * 1000)::bigint as at, st_x(point) as lng, speed_mps as speed
       from positions order by 1, 2, 3, 4`,
  )).rows.map((row) => ({ ...row, at: Number(row.at) }))
const reasons = async () =>
  (await database.query<{ reason: string }>('select reason from quarantined_records order by id')).rows
    .map(({ reason }) => reason.split(':')[0])

/** Each test and each run is later than those before, so that none is late to another. */
let clockMs = Date.now() - 40 * 86_400_000
const laterMs = (): number => (clockMs += 3_600_000)

test('any interleaving, repetition and reordering gives the same set, and a marker at the newest fix', async () => {
  const keys = ['phone-1', 'phone-2', 'box-1'] as const
  const workerOf = { 'phone-1': 11, 'phone-2': 12, 'box-1': 11 }
  // Everybody walks slowly, so that each fix can be true after each other.
  const fixes = fc.array(
    fc.record({
      key: fc.constantFrom(...keys), afterS: fc.integer({ min: 0, max: 600 }),
      speedMps: fc.constantFrom(undefined, 0.5, 1),
    }),
    { minLength: 1, maxLength: 40 },
  )
  const scenario = fixes.chain((made) => fc.record({
    made: fc.constant(made),
    // Which fixes go into which submission, in which order; all at least once.
    sent: fc.tuple(
      fc.shuffledSubarray(made.map((_, i) => i), { minLength: made.length }),
      fc.array(fc.nat({ max: made.length - 1 }), { maxLength: 40 }),
    ).map(([once, again]) => [...once, ...again]),
    sizes: fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 10 }),
    atOnce: fc.boolean(),
  }))

  await fc.assert(
    fc.asyncProperty(scenario, async ({ made, sent, sizes, atOnce }) => {
      await database.query('truncate positions')
      const startMs = laterMs()
      const readings = made.map(({ afterS, speedMps }) =>
        reading(startMs + afterS * 1000, { lng: 116.05 + afterS * 1e-6, speedMps }))
      const submissions: (() => Promise<unknown>)[] = []
      for (let at = 0, n = 0; at < sent.length; n++) {
        const part = sent.slice(at, (at += sizes[n % sizes.length]))
        submissions.push(...keys.map((key) => async () => {
          const own = part.filter((i) => made[i].key === key).map((i) => readings[i])
          if (own.length > 0) await submit(key, ...own)
        }))
      }
      if (atOnce) await Promise.all(submissions.map((send) => send()))
      else for (const send of submissions) await send()

      const oracle = new Map(made.map(({ key, speedMps }, i) =>
        [`${key} ${readings[i].recordedAtMs} ${speedMps}`, { worker: workerOf[key], at: readings[i].recordedAtMs, speed: speedMps ?? null }]))
      const known = (await stored()).map(({ worker, at, speed }) => ({ worker, at, speed }))
      const sorted = (rows: object[]) => rows.map((row) => JSON.stringify(row)).sort()
      expect(sorted(known)).toEqual(sorted([...oracle.values()]))
      for (const worker of [11, 12]) {
        const newest = Math.max(...known.filter((row) => row.worker === worker).map(({ at }) => at))
        if (newest === -Infinity) continue
        const lng = 116.05 + ((newest - startMs) / 1000) * 1e-6
        expect(city.app.lastPositions.get(worker)).toMatchObject({ recordedAtMs: newest, lng })
        const { slots, roster } = city.app.live
        expect(slots.recordedAtMs[roster.slotOfWorker.get(worker)!]).toBe(newest)
      }
      await city.app.saveLastPositions()
      const { rows } = await database.query<{ same: boolean }>(
        `select last.recorded_at = newest as same from worker_last_positions as last
           join (select worker_id, max(recorded_at) as newest from positions group by 1) as track using (worker_id)`,
      )
      expect(rows.every(({ same }) => same)).toBe(true)
    }),
    { seed: 11, numRuns: 15, endOnFailure: true },
  )
}, 60_000)

describe('who follows the field', () => {
  test('is told each position after its commit, in the order of time, with what is late', async () => {
    const startMs = laterMs()
    const told: CommittedPosition[] = []
    const end = city.app.intake.onCommitted((positions) => told.push(...positions))
    await submit('phone-1', reading(startMs + 2000), reading(startMs + 1000))
    expect(await stored()).toHaveLength(2)
    await submit('phone-1', reading(startMs + 2000), reading(startMs + 1500))
    end()
    await submit('phone-1', reading(startMs + 3000))
    expect(told.map(({ recordedAtMs, late, settledGridId }) => [recordedAtMs - startMs, late, settledGridId]))
      .toEqual([[1000, false, 1], [2000, false, 1], [1500, true, 1], [2000, true, 1]])
  })
})

describe('what cannot be true', () => {
  test('is counted, and set aside with its reason and as it came', async () => {
    const startMs = laterMs()
    const counts = await submit(
      'phone-1', reading(startMs), reading(startMs + 1000, { lng: 117 }), reading(startMs + 2000, { lat: 91 }),
      reading(startMs + 3000, { lng: 0, lat: 0 }), reading(Date.now() + 600_000), reading(Date.now() - 91 * 86_400_000),
    )
    expect(counts).toEqual({ accepted: 1, quarantined: 5, offDuty: 0 })
    expect(await reasons()).toEqual(['impossible-speed', 'out-of-range', 'null-island', 'future', 'too-old'])
    const { rows } = await database.query(`select record, bytes from quarantined_records where reason like 'impossible%'`)
    expect([JSON.parse(rows[0].record).lng, rows[0].bytes]).toEqual([117, null])
  })

  test('is kept as bytes where it came as bytes, and where the database takes no such text', async () => {
    const bytes = Uint8Array.of(0x7e, 0, 1, 0x7e)
    const report = { type: 'malformed', reason: 'checksum: is 1, expected 2' } as const
    const tracker = trackerOf('box-1')
    await city.app.intake.submit(tracker, 'jt808', [{ report, raw: bytes }, { report, raw: 'a\0\ud800b' }], Date.now())
    const { rows } = await database.query('select record, bytes, device_key from quarantined_records order by id')
    expect(rows).toEqual([
      { record: '', bytes: Buffer.from(bytes), device_key: 'box-1' },
      { record: 'a\u{fffd}\u{fffd}b', bytes: null, device_key: 'box-1' },
    ])
  })

  test('is judged for each device by itself: a worker may leave one of his at home', async () => {
    const startMs = laterMs()
    const far = { lng: 116.9 }
    for (let s = 0; s < 5; s++) {
      expect(await submit('phone-1', reading(startMs + s * 1000))).toMatchObject({ accepted: 1 })
      expect(await submit('box-1', reading(startMs + s * 1000, far))).toMatchObject({ accepted: 1 })
    }
  })

  test('lesser values that make no sense do not cost the fix', async () => {
    const odd = { accuracyM: -1, speedMps: 9999, headingDeg: 361, altitudeM: Number.NaN, batteryPercent: 101 }
    expect(await submit('phone-3', reading(laterMs(), odd))).toMatchObject({ accepted: 1 })
    const { rows } = await database.query('select accuracy_m, speed_mps, heading_deg, altitude_m, battery_percent from positions')
    expect(Object.values(rows[0])).toEqual([null, null, null, null, null])
  })
})

describe('outside the shift', () => {
  beforeAll(async () => {
    await database.query(
      `insert into duty_exceptions (worker_id, from_at, to_at, on_duty, made_by) values (13, now() - interval '80 days', now() + interval '1 day', false, 'test')`,
    )
    await city.app.duty.reread(Date.now())
  })
  afterAll(async () => {
    await database.query('truncate duty_exceptions')
    await city.app.duty.setPolicy(DEFAULT_FIELD_POLICY)
  })

  test('nothing is kept of a position, and its marker does not move', async () => {
    const startMs = laterMs()
    const before = city.app.lastPositions.get(13)
    expect(await submit('phone-3', reading(startMs, { lng: 116.15 }))).toEqual({ accepted: 0, quarantined: 0, offDuty: 1 })
    expect(await stored()).toEqual([])
    expect((await database.query('select from off_duty_counts')).rowCount).toBe(0)
    expect(city.app.lastPositions.get(13)).toEqual(before)
  })

  test('it is counted by grid and hour where the policy says so, naming nobody', async () => {
    await city.app.duty.setPolicy({ ...DEFAULT_FIELD_POLICY, offDuty: 'aggregate' })
    const hourMs = Math.floor(laterMs() / 3_600_000) * 3_600_000
    const inGrid = { lng: 116.15 }, outside = { lng: 116.25 }
    await submit('phone-3', reading(hourMs, inGrid), reading(hourMs + 600_000, inGrid), reading(hourMs + 1_200_000, outside))
    await submit('phone-3', reading(hourMs + 3_500_000, inGrid))
    const { rows } = await database.query('select hour, grid_code, fixes from off_duty_counts order by grid_code')
    expect(rows).toEqual([
      { hour: new Date(hourMs), grid_code: '', fixes: 1 },
      { hour: new Date(hourMs), grid_code: '990102001001001', fixes: 3 },
    ])
    expect(await stored()).toEqual([])
  })

  test('nothing is kept of a record that cannot be true either, since it says as much of the place', async () => {
    const wrong = [reading(Date.now() + 3_600_000, { lng: 116.15 }), reading(Date.now(), { lat: 91 })]
    expect(await submit('phone-3', ...wrong)).toEqual({ accepted: 0, quarantined: 0, offDuty: 2 })
    const report = { type: 'malformed', reason: 'not-valid: the device says valid=false' } as const
    await city.app.intake.submit(trackerOf('phone-3'), 'osmand', [{ report, raw: 'lat=40.05&lon=116.15' }], Date.now())
    expect(await reasons()).toEqual([])
    expect((await database.query('select from off_duty_counts')).rowCount).toBe(0)
  })

  test('a call for help is kept and passed on', async () => {
    expect(await submit('phone-3', reading(laterMs(), { lng: 116.15, sos: true }))).toMatchObject({ accepted: 1, offDuty: 0 })
    const { rows } = await database.query(`select worker_id, type, severity from alarms where not cleared and worker_id = 13`)
    expect(rows).toEqual([{ worker_id: 13, type: 'sos', severity: 'critical' }])
  })
})

test('a call for help is passed on although its place cannot be true, and signals of a box as they are', async () => {
  const atMs = laterMs()
  await submit('phone-2', reading(atMs))
  await submit('phone-2', reading(atMs + 1000, { lng: 0, lat: 0, sos: true }))
  const overspeed = { type: 'overspeed', message: '超速', severity: 'minor', raised: true } as const
  const report = { type: 'fix', reading: reading(laterMs()), signals: [overspeed] } as const
  await city.app.intake.submit(trackerOf('box-1'), 'jt808', [{ report, raw: '' }], Date.now())
  const { rows } = await database.query('select worker_id, type from alarms where not cleared and worker_id < 13 order by 1, 2')
  expect(rows).toEqual([{ worker_id: 11, type: 'overspeed' }, { worker_id: 12, type: 'sos' }])
})

test('what was not saved when a process was killed is found again, with where the worker had settled', async () => {
  const startMs = laterMs()
  await submit('phone-2', reading(startMs, { lng: 116.098 }))
  await city.app.saveLastPositions()
  // 60 s in the eastern grid and sure of it, none of which is saved.
  for (const [i, afterS] of [60, 100, 130].entries()) await submit('phone-2', reading(startMs + afterS * 1000, { lng: 116.1006 + i * 1e-5 }))
  expect(city.app.lastPositions.get(12)!.settled.gridId).toBe(2)
  const again = await buildTestApp(database)
  expect(again.app.lastPositions.get(12)).toEqual(city.app.lastPositions.get(12))
  const { rows } = await database.query('select grid_id, lng from worker_last_positions where worker_id = 12')
  expect(rows).toEqual([{ grid_id: 2, lng: 116.10062 }])
  await again.close()
})
