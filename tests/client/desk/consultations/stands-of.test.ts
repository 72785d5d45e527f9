import { expect, it } from 'vitest'
import { standsOf } from '../../../../client/desk/consultations/stands-of.ts'

const said = (id: number, unitId: number, stance: 'lead' | 'assist' | 'decline') => ({
  id, unitId, stance, text: `${id}`, at: '2026-03-01T02:00:00.000Z', saidBy: 'x', onBehalf: false,
})

it('the last word of each unit counts, in the order of the invitation; what it said before stays', () => {
  const statements = [said(1, 6, 'decline'), said(2, 4, 'assist'), said(3, 6, 'lead')]
  expect(standsOf({ unitIds: [6, 4, 5], statements })).toEqual([
    { unitId: 6, last: statements[2], earlier: [statements[0]] },
    { unitId: 4, last: statements[1], earlier: [] },
    { unitId: 5, last: null, earlier: [] },
  ])
})
