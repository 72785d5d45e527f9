import { expect, test } from 'vitest'
import { generalLimits } from '../../../../client/admin/flows/general-limits.ts'
import type { LimitRules } from '../../../../server/contract/api/clocks.ts'

const NOW_MS = Date.parse('2026-03-02T02:00:00Z')
const RULE: LimitRules['rules'][number] = {
  id: 1, setCode: 'on', categoryPrefix: '', areaPrefix: '', stage: 'handle', amount: 2, kind: 'natural-day', countedFrom: 'filing',
  source: 'x', validFrom: '2026-01-01T00:00:00Z', validTo: null, outdoneBy: null,
}
const SETS = [{ code: 'on', name: '', nameEn: '', enabled: true }, { code: 'off', name: '', nameEn: '', enabled: false }]

test('only rules of every case count, of sets that are on, within their time', () => {
  const rules = [
    RULE,
    { ...RULE, id: 2, setCode: 'off' }, { ...RULE, id: 3, categoryPrefix: 'M06' }, { ...RULE, id: 4, areaPrefix: '990101' },
    { ...RULE, id: 5, validFrom: '2026-04-01T00:00:00Z' }, { ...RULE, id: 6, validTo: '2026-03-02T02:00:00Z' },
    { ...RULE, id: 7, outdoneBy: 1 }, { ...RULE, id: 8, stage: 'accept' as const },
  ]
  const found = generalLimits({ sets: SETS, rules }, NOW_MS)
  expect([...found].map(([stage, all]) => [stage, all.map(({ id }) => id)])).toEqual([['handle', [1]], ['accept', [8]]])
})
