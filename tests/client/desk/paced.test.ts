import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { paced } from '../../../client/desk/list/paced.ts'

describe('paced work', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('is done at once the first time, and then once for all that was asked for meanwhile', () => {
    let done = 0
    const { ask } = paced(250, () => done++, Date.now)
    ask()
    expect(done).toBe(1)
    for (let at = 0; at < 100; at++) ask()
    expect(done).toBe(1)
    vi.advanceTimersByTime(250)
    expect(done).toBe(2)
    vi.advanceTimersByTime(10_000)
    expect(done).toBe(2)
    ask()
    expect(done).toBe(3)
  })

  it('is not done any more once it was ended', () => {
    let done = 0
    const { ask, end } = paced(250, () => done++, Date.now)
    ask()
    ask()
    end()
    vi.advanceTimersByTime(1000)
    expect(done).toBe(1)
  })
})
