import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Database } from '../../server/db/database.ts'
import { dayPartitions } from '../../server/db/day-partitions.ts'
import type { PlacedPosition } from '../../server/ingest/place-position.ts'
import { copyPositions, inKeyOrder, insertPositions } from '../../server/ingest/position-rows.ts'
import { createSubmissionWriter } from '../../server/ingest/repository.ts'
import { describeWithPostgis, openTestDatabase } from '../support/database.ts'

const DAY_MS = 86_400_000
const FIRST_DAY_MS = Date.parse('2026-11-20T00:00:00Z')

const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })
const within = (min: number, max: number) => fc.option(fc.double({ min, max, noNaN: true }), { nil: undefined })
/** Positions of three days as the intake may make them. */
const positions: fc.Arbitrary<PlacedPosition> = fc.record({
  workerId: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  recordedAtMs: fc.integer({ min: FIRST_DAY_MS, max: FIRST_DAY_MS + 3 * DAY_MS - 1 }),
  receivedAtMs: fc.integer({ min: FIRST_DAY_MS, max: FIRST_DAY_MS + 9 * DAY_MS }),
  sequence: int32,
  lng: fc.double({ min: -180, max: 180, noNaN: true }),
  lat: fc.double({ min: -90, max: 90, noNaN: true }),
  accuracyM: within(0, 1e6),
  speedMps: within(0, 500),
  headingDeg: within(0, 360),
  altitudeM: within(-1000, 20_000),
  batteryPercent: within(0, 100),
  protocol: fc.constantFrom('osmand', 'osmand-json', 'owntracks', 'jt808', 'gpx', 'batch'),
  sos: fc.boolean(),
  gridVersionId: fc.constant(1),
  gridId: fc.nat({ max: 100_000 }),
  gridUncertain: fc.constantFrom(true, false, null),
})

const fix = (workerId: number, atMs: number, speedMps = 1): PlacedPosition => ({
  workerId, recordedAtMs: FIRST_DAY_MS + atMs, receivedAtMs: FIRST_DAY_MS, sequence: 1, lng: 116, lat: 40, speedMps,
  protocol: 'batch', sos: false, gridVersionId: 1, gridId: 1, gridUncertain: null,
})
const submission = (...fixes: PlacedPosition[]) => ({ positions: fixes, quarantined: [], offDuty: [] })

test('the order of keys is day, worker, time, sequence, and each key is in it once', () => {
  fc.assert(fc.property(fc.array(positions), fc.nat({ max: 5 }), (some, repeated) => {
    const ordered = inKeyOrder([...some, ...some.slice(0, repeated)])
    const keyOf = ({ workerId, recordedAtMs, sequence }: PlacedPosition) =>
      [Math.floor(recordedAtMs / DAY_MS), workerId, recordedAtMs, sequence]
    const keys = new Map(some.map((position) => [String(keyOf(position)), keyOf(position)]))
    const byOracle = [...keys.values()].sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || a[3] - b[3])
    expect(ordered.map(keyOf)).toEqual(byOracle)
  }))
})

describeWithPostgis('positions copied to a server', () => {
  let database: Database
  beforeAll(async () => {
    database = await openTestDatabase()
    await dayPartitions(database, 'positions').ensure(['2026-11-20', '2026-11-21', '2026-11-22'])
  })
  afterAll(() => database.close())
  beforeEach(() => database.query('truncate positions'))

  const stored = async () =>
    (await database.query('select worker_id, recorded_at, speed_mps from positions order by 1, 2')).rows
      .map((row) => [row.worker_id, row.recorded_at.getTime() - FIRST_DAY_MS, row.speed_mps])

  test('are the same in every bit as inserted ones', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(positions, { minLength: 1, maxLength: 50 }), async (some) => {
        const rows = inKeyOrder(some)
        const all = async () => (await database.query(
          'select positions::text as row, tableoid::regclass::text as day from positions order by 1')).rows
        await database.query('truncate positions')
        await database.transaction((transaction) => insertPositions(transaction, rows))
        const inserted = await all()
        await database.query('truncate positions')
        await database.transaction((transaction) => copyPositions(transaction, rows))
        expect(await all()).toEqual(inserted)
        expect(inserted.length).toBe(rows.length)
      }),
      { numRuns: 40 },
    )
  })

  test('are skipped where they are there already, or came twice at once; the others are kept', async () => {
    const write = createSubmissionWriter(database, dayPartitions(database, 'positions'))
    await write([submission(fix(1, 0), fix(2, 0), fix(1, 0, 2)), submission(fix(2, 0, 3))])
    await write([submission(fix(3, 0), fix(1, 0, 4)), submission(fix(1, DAY_MS))])
    await write([submission(fix(3, 0, 5), fix(4, 0))])
    expect(await stored()).toEqual([[1, 0, 1], [1, DAY_MS, 1], [2, 0, 1], [3, 0, 1], [4, 0, 1]])
  })

  test('nothing is kept of what cannot be stored', async () => {
    const write = createSubmissionWriter(database, dayPartitions(database, 'positions'))
    const impossible = { ...fix(2, 0), batteryPercent: 1e6 }
    await expect(write([submission(fix(1, 0), { ...impossible, protocol: 'x\0y' as 'batch' })])).rejects
      .toMatchObject({ code: '22021' })
    expect(await stored()).toEqual([])
    await write([submission(fix(1, 0))])
    expect(await stored()).toEqual([[1, 0, 1]])
  })

  test('by several writers at once, with keys in common and over several days: no deadlock, each once', async () => {
    const days = dayPartitions(database, 'positions')
    const writers = [1, 2, 3].map(() => createSubmissionWriter(database, days))
    for (let round = 0; round < 12; round++) {
      // Each has a third of its own and shares the rest; each in another order.
      const share = (writer: number) => Array.from({ length: 3000 }, (_, i) =>
        fix(1 + ((i * (7 + 4 * writer)) % 3000), round * 1000 + (i % 3) * DAY_MS + (i % 9 === writer ? writer + 1 : 0)))
      await Promise.all(writers.map((write, writer) => write([submission(...share(writer))])))
      const expected = new Set([0, 1, 2].flatMap((writer) =>
        share(writer).map(({ workerId, recordedAtMs }) => `${workerId}@${recordedAtMs}`)))
      const { rows: [{ count }] } = await database.query(
        `select count(*)::int from positions where extract(epoch from recorded_at)::bigint % 86400 = $1`, [round])
      expect(count).toBe(expected.size)
    }
  })

  test('are given up on like any statement where the server hangs', async () => {
    const locker = await database.pool.connect()
    try {
      await locker.query('begin')
      await locker.query('lock table positions in access exclusive mode')
      await expect(
        database.transaction((transaction) => copyPositions(transaction, [fix(1, 0)]), { withinMs: 200 }),
      ).rejects.toThrow('The database has not answered within 200 ms')
    } finally {
      await locker.query('rollback')
      locker.release()
    }
    await database.transaction((transaction) => copyPositions(transaction, [fix(1, 0)]))
    expect(await stored()).toEqual([[1, 0, 1]])
  })
})
