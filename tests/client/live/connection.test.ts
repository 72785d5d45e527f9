import { describe, expect, it } from 'vitest'
import { connectionAt, sameConnection } from '../../../client/live/connection.ts'

describe('connectionAt', () => {
  it('is connecting until something was heard', () => {
    expect(connectionAt(9000, { open: true, lastHeardMs: 0 })).toEqual({ type: 'connecting' })
  })

  it('is live while the server is heard', () => {
    expect(connectionAt(3000, { open: true, lastHeardMs: 1000 })).toEqual({ type: 'live' })
  })

  it('is stale less than five seconds after the last word, and says since when', () => {
    expect(connectionAt(5500, { open: true, lastHeardMs: 1000 })).toEqual({ type: 'stale', sinceMs: 1000 })
  })

  it('is offline at once when the socket is closed', () => {
    expect(connectionAt(1001, { open: false, lastHeardMs: 1000 })).toEqual({ type: 'offline', sinceMs: 1000 })
  })
})

describe('sameConnection', () => {
  it('tells two silences apart by when they began', () => {
    expect(sameConnection({ type: 'stale', sinceMs: 1 }, { type: 'stale', sinceMs: 1 })).toBe(true)
    expect(sameConnection({ type: 'stale', sinceMs: 1 }, { type: 'stale', sinceMs: 2 })).toBe(false)
    expect(sameConnection({ type: 'live' }, { type: 'offline', sinceMs: 1 })).toBe(false)
  })
})
