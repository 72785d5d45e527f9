import { expect, test } from 'vitest'
import { AT_ONCE_MS, LONGEST_AGO_MS, madeAt } from '../../../server/cases/flow/made-at.ts'

const NOW = 1_800_000_000_000

test('what came at once, or says nothing of when it was done, was done when it came', () => {
  expect(madeAt(undefined, 0, NOW)).toBeUndefined()
  expect(madeAt(0, 0, NOW)).toBeUndefined()
  expect(madeAt(AT_ONCE_MS - 1, 0, NOW)).toBeUndefined()
  expect(madeAt(AT_ONCE_MS, 0, NOW)).toBe(NOW - AT_ONCE_MS)
})

test('a word of the phone is taken for seven days, and not of a time before there was anything to do', () => {
  expect(madeAt(LONGEST_AGO_MS, 0, NOW)).toBe(NOW - LONGEST_AGO_MS)
  expect(madeAt(LONGEST_AGO_MS + 1, 0, NOW)).toBeUndefined()
  expect(madeAt(120_000, NOW - 120_000, NOW)).toBe(NOW - 120_000)
  expect(madeAt(120_000, NOW - 119_999, NOW)).toBeUndefined()
})
