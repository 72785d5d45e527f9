import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../server/db/database.ts'
import { dayPartitions } from '../../server/db/day-partitions.ts'
import { createSubmissionWriter } from '../../server/ingest/repository.ts'
import { keepDays } from '../../server/ingest/retention.ts'
import { describeWithPostgis, openTestDatabase } from '../support/database.ts'

const NOW_MS = Date.parse('2026-11-22T08:00:00Z')
const DAY_MS = 86_400_000

let database: Database
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const position = (daysAgo: number) => ({
  workerId: 7, recordedAtMs: NOW_MS - daysAgo * DAY_MS, receivedAtMs: NOW_MS, sequence: 1, lng: 116.05, lat: 40.05,
  protocol: 'batch' as const, sos: false, gridVersionId: 1, gridId: 1, gridUncertain: null,
})
const record = (daysAgo: number) => ({
  receivedAtMs: NOW_MS - daysAgo * DAY_MS, protocol: 'osmand', deviceKey: 'a', reason: `too-old: ${daysAgo}`, record: '',
})
const partitions = async () =>
  (await database.query<{ name: string }>(
    `select relname as name from pg_inherits join pg_class on oid = inhrelid where inhparent = 'positions'::regclass order by 1`,
  )).rows.map(({ name }) => name)

test('what is older than the policy keeps goes: positions by whole days, the rest row by row', async () => {
  const days = dayPartitions(database, 'positions')
  const write = createSubmissionWriter(database, days)
  await write([{
    positions: [0, 2.9, 3, 3.5, 9].map(position),
    quarantined: [...[0, 0.9, 1.1, 20].map(record), ...Array.from({ length: 6000 }, () => record(5))],
    offDuty: [0, 2.9, 20].map((daysAgo) => ({ recordedAtMs: NOW_MS - daysAgo * DAY_MS, gridCode: 'g' })),
  }])
  await keepDays(database, days, { positionDays: 3, quarantineDays: 1 }, NOW_MS)
  expect(await partitions()).toEqual(['positions_2026_11_19', 'positions_2026_11_22', 'positions_2026_11_23'])
  const { rows } = await database.query('select reason from quarantined_records order by id')
  expect(rows.map(({ reason }) => reason)).toEqual(['too-old: 0', 'too-old: 0.9'])
  expect((await database.query('select from off_duty_counts')).rowCount).toBe(2)
})

test('a day that was dropped is made again when something of it comes, also where another process dropped it', async () => {
  const days = dayPartitions(database, 'positions')
  const write = createSubmissionWriter(database, days)
  await write([{ positions: [position(9)], quarantined: [], offDuty: [] }])
  await days.dropBefore('2026-11-20')
  await write([{ positions: [position(9)], quarantined: [], offDuty: [] }])
  await dayPartitions(database, 'positions').dropBefore('2026-11-20')
  const again = () => write([{ positions: [position(9)], quarantined: [], offDuty: [] }])
  await expect(again()).rejects.toMatchObject({ code: '23514' })
  await again()
  expect(await partitions()).toContain('positions_2026_11_13')
})

describeWithPostgis('a day that somebody reads', () => {
  test('is not waited for long: those who write would wait as well', async () => {
    const days = dayPartitions(database, 'readings')
    await days.ensure(['2026-11-01'])
    const reader = await database.pool.connect()
    try {
      await reader.query('begin')
      await reader.query('select * from readings')
      await expect(days.dropBefore('2026-11-22')).rejects.toMatchObject({ code: '55P03' })
    } finally {
      await reader.query('rollback')
      reader.release()
    }
    expect(await days.dropBefore('2026-11-22')).toBe(1)
  })
})
