import { expect, test } from 'vitest'
import type { QuarantinedRecord } from '../../server/ingest/position.ts'
import { MOST_BYTES_OF_ALL, MOST_NAMES, MOST_OF_ONE, QuarantineBudget } from '../../server/ingest/quarantine-budget.ts'

const MINUTE_MS = 60_000
const NOW_MS = 1_700_000_040_000
const record = (deviceKey: string, text: string | Uint8Array = '{}'): QuarantinedRecord =>
  ({ receivedAtMs: NOW_MS, protocol: 'osmand', deviceKey, reason: 'malformed: x', record: text })
const many = (count: number, deviceKey: string) => Array.from({ length: count }, () => record(deviceKey))

test('of one device so many a minute are kept, and in the next minute one record says how many were not', () => {
  const budget = new QuarantineBudget()
  expect(budget.admit(many(MOST_OF_ONE + 5, 'a'), NOW_MS)).toHaveLength(MOST_OF_ONE)
  expect(budget.admit(many(3, 'a'), NOW_MS + 1000)).toEqual([])
  expect(budget.admit(many(2, 'b'), NOW_MS + 1000)).toHaveLength(2)
  const [count, next] = budget.admit(many(1, 'a'), NOW_MS + MINUTE_MS)
  expect(count).toMatchObject({ deviceKey: 'a', protocol: 'osmand', reason: 'too-many: 8 more within a minute were not kept' })
  expect(next).toMatchObject({ reason: 'malformed: x' })
  expect(budget.takeCounts(NOW_MS + 2 * MINUTE_MS)).toEqual([])
})

test('a record counts for what of it is kept: one larger than all that may be is kept as well, as far as it is', () => {
  const budget = new QuarantineBudget()
  const large = record('a', 'x'.repeat(4 * MOST_BYTES_OF_ALL))
  expect(budget.admit([large, record('b', new Uint8Array(4 * MOST_BYTES_OF_ALL))], NOW_MS)).toHaveLength(2)
})

test('what many names send together is bounded in bytes, and by ever new names as well', () => {
  const budget = new QuarantineBudget()
  const big = new Uint8Array(200)
  let kept = 0
  for (let i = 0; i < 20_000; i++) kept += budget.admit([record(`name-${i}`, big)], NOW_MS).length
  expect(kept * big.length).toBeLessThanOrEqual(MOST_BYTES_OF_ALL)
  expect(kept).toBeGreaterThan(MOST_NAMES)
  const counts = budget.takeCounts(NOW_MS + MINUTE_MS)
  expect(counts.length).toBeLessThanOrEqual(MOST_NAMES + 1)
  const dropped = counts.reduce((sum, { reason }) => sum + Number(/\d+/.exec(reason)![0]), 0)
  expect(dropped).toBe(20_000 - kept)
})
