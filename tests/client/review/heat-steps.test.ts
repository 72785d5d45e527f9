import { describe, expect, it } from 'vitest'
import { heatOfFrame, stepsFor } from '../../../client/review/heat/heat-steps.ts'
import type { HeatFrames } from '../../../server/contract/api/heat.ts'

describe('the steps of a period', () => {
  const steps = (from: string, to: string) => stepsFor({ from: `${from}T00:00:00Z`, to: `${to}T00:00:00Z` })

  it('make at least two frames, and not more than a hand can choose from', () => {
    expect(steps('2026-03-01', '2026-03-02')).toEqual(['hour'])
    expect(steps('2026-03-01', '2026-03-08')).toEqual(['hour', 'day'])
    expect(steps('2026-03-01', '2026-03-31')).toEqual(['hour', 'day', 'week'])
    expect(steps('2025-03-01', '2026-03-01')).toEqual(['day', 'week', 'month'])
  })
})

describe('one frame of the heat', () => {
  const frames: HeatFrames = {
    resolution: 9, step: 'day', domain: [0, 5], cell: ['a', 'b', 'c'],
    frames: [
      { from: '', to: '', n: 3, index: [0, 2], count: [1, 2] },
      { from: '', to: '', n: 4, index: [1], count: [4] },
    ],
  }

  it('names its own cells, in the colours of all frames', () => {
    expect(heatOfFrame(frames, 0)).toEqual({ cell: ['a', 'c'], count: [1, 2], domain: [0, 5] })
  })

  it('is the nearest one for an index out of range, and nothing of no frames', () => {
    expect(heatOfFrame(frames, 7)?.cell).toEqual(['b'])
    expect(heatOfFrame(frames, -1)?.cell).toEqual(['a', 'c'])
    expect(heatOfFrame({ ...frames, frames: [] }, 0)).toBeNull()
  })
})
