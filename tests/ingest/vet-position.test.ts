import { expect, test } from 'vitest'
import { vetPlace, vetTime } from '../../server/ingest/vet-position.ts'

const NOW_MS = Date.parse('2026-03-01T08:00:00Z')
const DAY_MS = 86_400_000

test('a time of now, of a clock slightly ahead and of a week ago can be believed', () => {
  for (const recordedAtMs of [NOW_MS, NOW_MS + 5 * 60_000, NOW_MS - 7 * DAY_MS]) {
    expect(vetTime(recordedAtMs, NOW_MS, 90 * DAY_MS)).toBeUndefined()
  }
})

test.each([
  [NOW_MS + 5 * 60_000 + 1000, 'future: recorded 301 s ahead of the server\'s clock'],
  [NOW_MS - 91 * DAY_MS, 'too-old: recorded 91 days ago, kept are 90'],
  [Number.NaN, 'too-old'],
])('the time %d is kept aside with its reason', (recordedAtMs, reason) => {
  expect(vetTime(recordedAtMs, NOW_MS, 90 * DAY_MS)).toContain(reason)
})

test.each([
  [0, 0, 'null-island'],
  [-0.002, 0.003, 'null-island'],
  [181, 39.9, 'out-of-range: lng 181, expected -180 to 180'],
  [116.4, -90.5, 'out-of-range: lat -90.5, expected -90 to 90'],
  [116.4, Number.NaN, 'out-of-range: lat NaN'],
])('the place %d, %d is kept aside with its reason', (lng, lat, reason) => {
  expect(vetPlace({ lng, lat })).toContain(reason)
})

test('a place on the equator, or on the meridian of Greenwich, can be believed', () => {
  expect([vetPlace({ lng: 116.4, lat: 0 }), vetPlace({ lng: 0, lat: 51.5 }), vetPlace({ lng: -180, lat: 90 })])
    .toEqual([undefined, undefined, undefined])
})
