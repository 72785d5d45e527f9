import { describe, expect, test } from 'vitest'
import { messageState } from '../../../client/desk/detail/message-state.ts'

describe('a message to a box or a phone', () => {
  const at = '2026-03-01T02:00:00.000Z'
  test.each([
    ['waiting', null, null, null, false],
    ['delivered', at, null, null, false],
    ['expired', at, null, null, true],
    ['expired', null, null, null, true],
    ['acknowledged', at, at, null, false],
    ['read', at, at, at, false],
  ] as const)('is %s', (state, deliveredAt, acknowledgedAt, readAt, expired) => {
    expect(messageState({ deliveredAt, acknowledgedAt, readAt, expired })).toBe(state)
  })
})
