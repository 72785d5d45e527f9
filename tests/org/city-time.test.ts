import { expect, test } from 'vitest'
import { createCityTime } from '../../server/org/city-time.ts'

const at = (text: string) => Date.parse(text)

test('a day of the city starts at its own midnight', () => {
  const { dayKey } = createCityTime('Asia/Shanghai')
  expect(dayKey(at('2025-06-07T15:59:59.999Z'))).toBe('2025-06-07')
  expect(dayKey(at('2025-06-07T16:00:00Z'))).toBe('2025-06-08')
})

test('local time and back is the same instant, whatever the zone', () => {
  for (const zone of ['Asia/Shanghai', 'Europe/Berlin', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC']) {
    const { toLocal, toUtc } = createCityTime(zone)
    for (let hour = 0; hour < 365 * 24; hour += 5) {
      const utc = at('2025-01-01T00:00:00Z') + hour * 3_600_000 + 1234
      expect(toLocal(toUtc(toLocal(utc)))).toBe(toLocal(utc))
    }
  }
})

test('clocks that change within a day are followed to the minute', () => {
  const { toLocal, toUtc } = createCityTime('Europe/Berlin')
  expect(toLocal(at('2025-03-30T00:59:59Z'))).toBe(at('2025-03-30T01:59:59Z'))
  expect(toLocal(at('2025-03-30T01:00:00Z'))).toBe(at('2025-03-30T03:00:00Z'))
  expect(toUtc(at('2025-10-26T00:00:00Z'))).toBe(at('2025-10-25T22:00:00Z'))
  expect(toUtc(at('2025-10-27T00:00:00Z'))).toBe(at('2025-10-26T23:00:00Z'))
})

test('a zone that does not exist is refused', () => {
  expect(() => createCityTime('Mars/Olympus')).toThrow(RangeError)
})
