import { describe, expect, test } from 'vitest'
import type { Frame } from '../../../server/ingest/jt808/frame.ts'
import { DEFAULT_PARTS_LIMITS, Parts } from '../../../server/ingest/jt808/parts.ts'

const part = (index: number, total: number, over: Partial<Frame> = {}): Frame => {
  const body = Buffer.of(index)
  return {
    messageId: 0x0704, version: 2013, phone: '000000000001', sequence: 100 + index - 1, part: { index, total },
    encrypted: false, body, bytes: body, ...over,
  }
}

const isWhole = (outcome: ReturnType<Parts['add']>) => typeof outcome === 'object' && 'body' in outcome

describe('parts of a message', () => {
  test('make it whole in any order, doubled ones counting once', () => {
    const parts = new Parts()
    const order = [4, 2, 2, 1, 4]
    for (const index of order) expect(isWhole(parts.add(part(index, 4), 0))).toBe(false)
    expect(parts.add(part(3, 4), 0)).toEqual({ body: Buffer.of(1, 2, 3, 4), sequences: [100, 101, 102, 103] })
    expect(parts.size).toBe(0)
  })

  test('are put together over the end of the numbers', () => {
    const parts = new Parts()
    parts.add(part(1, 2, { sequence: 65_535 }), 0)
    expect(parts.add(part(2, 2, { sequence: 0 }), 0)).toMatchObject({ sequences: [65_535, 0] })
  })

  test('of two terminals or two messages are not mixed', () => {
    const parts = new Parts()
    parts.add(part(1, 2), 0)
    expect(isWhole(parts.add(part(2, 2, { phone: '000000000002' }), 0))).toBe(false)
    expect(isWhole(parts.add(part(2, 2, { sequence: 300 }), 0))).toBe(false)
    expect(parts.add(part(2, 2), 0)).toHaveProperty('body', Buffer.of(1, 2))
  })

  test('that are missing are asked for when the last one has come, and again while they stay away', () => {
    const parts = new Parts()
    parts.add(part(1, 5), 0)
    parts.add(part(4, 5), 0)
    const asked = { phone: '000000000001', version: 2013, firstSequence: 100, missing: [2, 3] }
    expect(parts.add(part(5, 5), 0)).toEqual(asked)
    expect(parts.add(part(5, 5), 1)).toBeUndefined()
    expect(parts.lost(5000)).toEqual([])
    expect(parts.lost(10_001)).toEqual([asked])
    parts.add(part(2, 5), 11_000)
    expect(parts.lost(26_000)).toEqual([{ ...asked, missing: [3] }])
    expect(parts.lost(59_000)).toEqual([])
    expect(parts.add(part(3, 5), 59_500)).toHaveProperty('body', Buffer.of(1, 2, 3, 4, 5))
  })

  test('are forgotten when they are too old', () => {
    const parts = new Parts()
    parts.add(part(1, 2), 0)
    parts.lost(DEFAULT_PARTS_LIMITS.lifetimeMs)
    expect(parts.size).toBe(0)
  })

  test('are bounded: the oldest message makes room, and one of too many parts is not begun', () => {
    const parts = new Parts({ ...DEFAULT_PARTS_LIMITS, messages: 3 })
    for (let i = 0; i < 10; i++) parts.add(part(1, 2, { phone: String(i).padStart(12, '0') }), i)
    expect(parts.size).toBe(3)
    expect(isWhole(parts.add(part(2, 2, { phone: '000000000000' }), 20))).toBe(false)
    expect(parts.add(part(1, DEFAULT_PARTS_LIMITS.parts + 1), 20)).toBe('too-many')
    expect(parts.size).toBe(3)
  })
})
