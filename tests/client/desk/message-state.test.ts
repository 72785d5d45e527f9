import { describe, expect, test } from 'vitest'
import { messageState } from '../../../client/desk/detail/message-state.ts'

describe('a message to a box', () => {
  const at = '2026-03-01T02:00:00.000Z'
  test.each([
    ['waiting', null, null, false],
    ['delivered', at, null, false],
    ['expired', at, null, true],
    ['expired', null, null, true],
    ['acknowledged', at, at, false],
  ] as const)('is %s', (state, deliveredAt, acknowledgedAt, expired) => {
    expect(messageState({ deliveredAt, acknowledgedAt, expired })).toBe(state)
  })
})
