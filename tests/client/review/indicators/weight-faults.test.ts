import { expect, test } from 'vitest'
import { weightFaults, weightSum } from '../../../../client/review/indicators/weight-faults.ts'
import { FIRST_WEIGHTS } from '../../../../server/indicators/score-weights.ts'

test('the weights of the beginning have no fault, and add up to a hundred', () => {
  expect(weightFaults(FIRST_WEIGHTS)).toEqual([])
  expect(Object.values(FIRST_WEIGHTS).map(weightSum)).toEqual([100, 100, 100, 100, 100, 100])
  expect(weightSum([{ code: 'a', weight: 0.1 }, { code: 'b', weight: 0.2 }])).toBe(0.3)
})

test('each fault is told with whose score and which line it is', () => {
  const row = (code: string, weight: number) => ({ code, weight })
  const weights = {
    ...FIRST_WEIGHTS, person: [], unit: [row('closing-rate', 0), row('rework-rate', 1000), row('refusal-rate', 5)],
    street: [row('closing-rate', 1000.5)],
  }
  expect(weightFaults(weights)).toEqual([
    { subject: 'person', at: null, what: 'none' }, { subject: 'unit', at: 0, what: 'weight' },
    { subject: 'street', at: 0, what: 'weight' },
  ])
})
