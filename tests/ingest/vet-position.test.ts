import { expect, test } from 'vitest'
import { readBatchRow } from '../../server/ingest/batch/batch.ts'
import { vetPosition } from '../../server/ingest/vet-position.ts'

const NOW_MS = Date.parse('2026-03-01T08:00:00Z')
const DAY_MS = 86_400_000
const good = { recordedAtMs: NOW_MS - 1000, lng: 116.4, lat: 39.9, sos: false }
const vet = (change: object) => vetPosition({ ...good, ...change }, NOW_MS, 90 * DAY_MS)

test('a reading of now, of a clock slightly ahead and of a week ago can be believed', () => {
  for (const recordedAtMs of [NOW_MS, NOW_MS + 5 * 60_000, NOW_MS - 7 * DAY_MS]) {
    expect(vet({ recordedAtMs })).toBeUndefined()
  }
})

test.each([
  [{ recordedAtMs: NOW_MS + 5 * 60_000 + 1000 }, 'future: recorded 301 s ahead of the server\'s clock'],
  [{ recordedAtMs: NOW_MS - 91 * DAY_MS }, 'too-old: recorded 91 days ago, kept are 90'],
  [{ recordedAtMs: Number.NaN }, 'too-old'],
  [{ lng: 0, lat: 0 }, 'null-island'],
  [{ lng: -0.002, lat: 0.003 }, 'null-island'],
  [{ lng: 181 }, 'out-of-range: lng 181, expected -180 to 180'],
  [{ lat: -90.5 }, 'out-of-range: lat -90.5, expected -90 to 90'],
  [{ lat: Number.NaN }, 'out-of-range: lat NaN'],
])('%o is kept aside with its reason', (change, reason) => {
  expect(vet(change)).toContain(reason)
})

test('a batch row in GCJ-02 is read in WGS-84, with nothing else changed', () => {
  const row = { device: 'a', lng: 116.403963, lat: 39.915119, recordedAt: '2026-03-01T07:59:59Z', batteryPercent: 50 }
  const reading = readBatchRow(row, 'gcj02')
  expect(reading.lng).toBeCloseTo(116.39772, 4)
  expect(reading.lat).toBeCloseTo(39.91372, 4)
  expect(reading).toMatchObject({ recordedAtMs: NOW_MS - 1000, batteryPercent: 50, sos: false })
  expect(readBatchRow(row, 'wgs84')).toMatchObject({ lng: 116.403963, lat: 39.915119 })
})
