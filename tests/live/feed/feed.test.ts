import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { AlarmSummary } from '../../../server/contract/api/alarms.ts'
import type { Database } from '../../../server/db/database.ts'
import { appendFeed } from '../../../server/live/feed/append-feed.ts'
import { readFeed, readFeedRange, trimFeed } from '../../../server/live/feed/repository.ts'
import { openTestDatabase } from '../../support/database.ts'

let database: Database
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())
beforeEach(() => database.query('truncate feed'))

function alarmIn(areaCode: string, id: number): AlarmSummary {
  return {
    id, sourceType: 'device', sourceId: 1, sourceKind: 'smoke', sourceName: '烟感',
    type: 'smoke', severity: 'major', message: '', value: null,
    unit: null, lng: 116, lat: 40, areaCode, occurrences: 1, startedAt: '2026-03-01T00:00:00.000Z',
    lastAt: '2026-03-01T00:00:00.000Z', acknowledged: false, acknowledgedBy: null,
    cleared: false, clearedAt: null, escalation: 0, confirmation: 'not-needed', caseId: null,
  }
}

const append = (areaCode: string, id: number, then?: () => Promise<void>) =>
  database.transaction(async (transaction) => {
    const seq = await appendFeed(transaction, { topic: 'alarm', change: 'raise', alarm: alarmIn(areaCode, id) })
    await then?.()
    return seq
  })
const all = () => readFeed(database, 0, Number.MAX_SAFE_INTEGER, '', 10_000)

test('many who append at once get numbers without a gap, and none is visible before those below it', async () => {
  const seen: number[] = []
  const work = { done: false }
  const reader = (async () => {
    let last = 0
    while (!work.done) {
      const rows = await readFeed(database, last, Number.MAX_SAFE_INTEGER, '', 10_000)
      for (const { event } of rows) {
        seen.push(event.seq)
        last = event.seq
      }
    }
  })()
  const seqs = await Promise.all(Array.from({ length: 60 }, (_, i) => append('990101', i)))
  work.done = true
  await reader
  expect(seqs.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1))
  // A reader that goes on from the last number it saw has missed nothing.
  expect(seen).toEqual(Array.from({ length: seen.length }, (_, i) => i + 1))
})

test('an append that is rolled back leaves no gap', async () => {
  await append('990101', 1)
  const failed = append('990101', 2, () => Promise.reject(new Error('no')))
  await expect(failed).rejects.toThrow('no')
  expect(await append('990101', 3)).toBe(2)
})

test('an event comes back whole, in its scope alone', async () => {
  await append('990101001', 1)
  await append('990102001', 2)
  const rows = await readFeed(database, 0, 99, '990102', 10)
  expect(rows).toEqual([
    {
      areaCode: '990102001',
      event: { seq: 2, at: expect.stringMatching(/Z$/), topic: 'alarm', change: 'raise', alarm: alarmIn('990102001', 2) },
    },
  ])
  expect((await readFeed(database, 0, 1, '', 10)).map(({ event }) => event.seq)).toEqual([1])
  expect(await readFeed(database, 0, 2, '', 1)).toHaveLength(1)
})

describe('trimming', () => {
  test('deletes what is old, and keeps the newest so that numbers go on', async () => {
    for (const id of [1, 2, 3]) await append('990101', id)
    await database.query(`update feed set at = now() - interval '8 days'`)
    expect(await trimFeed(database, 7)).toBe(2)
    expect(await readFeedRange(database)).toEqual({ oldestSeq: 3, headSeq: 3 })
    expect(await append('990101', 4)).toBe(4)
    expect(await trimFeed(database, 7)).toBe(1)
    expect((await all()).map(({ event }) => event.seq)).toEqual([4])
  })

  test('of an empty feed does nothing', async () => {
    expect(await trimFeed(database, 7)).toBe(0)
    expect(await readFeedRange(database)).toEqual({ oldestSeq: 0, headSeq: 0 })
  })
})
