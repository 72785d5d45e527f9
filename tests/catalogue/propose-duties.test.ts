import { expect, it } from 'vitest'
import { mulberry32, shuffled } from '../../geodata/city/random.ts'
import { proposeDuties, type Ruling } from '../../server/catalogue/propose-duties.ts'

const areas = [
  ['9901', 'city', null], ['990101', 'district', '9901'], ['990101001', 'street', '990101'],
  ['990101001001', 'community', '990101001'], ['990101001002', 'community', '990101001'],
] as const
const areaByCode = new Map(areas.map(([code, level, parentCode]) => [code, { code, level, parentCode }]))
const unitById = new Map([[1, { areaCode: '9901' }], [2, { areaCode: '990101001001' }], [3, { areaCode: '990102' }]])
const ruling = (over: Partial<Ruling>): Ruling => ({
  caseId: 1, categoryCode: 'A', areaCode: '990101001001', unitId: 1, assistUnitIds: [], provenance: 'agreed', ...over,
})
const propose = (rulings: readonly Ruling[]) => proposeDuties(rulings, areaByCode, unitById)

it('proposes an agreement for its street and a decision for its district, no further than the unit serves', () => {
  const areaOf = (over: Partial<Ruling>) => propose([ruling(over)])[0].areaCode
  expect(areaOf({})).toBe('990101001')
  expect(areaOf({ provenance: 'designated' })).toBe('990101')
  expect(areaOf({ unitId: 2, provenance: 'designated' })).toBe('990101001001')
  // a unit from elsewhere was named for here
  expect(areaOf({ unitId: 3 })).toBe('990101001')
  // a point outside all grids lies in its district
  expect(areaOf({ areaCode: '990101' })).toBe('990101')
})

it('makes one proposal of cases with one outcome, whatever their order and that of the assisting units', () => {
  const rulings = [
    ruling({ caseId: 5, assistUnitIds: [3, 2] }), ruling({ caseId: 2, assistUnitIds: [2, 3], areaCode: '990101001002' }),
    ruling({ caseId: 3 }), ruling({ caseId: 4, unitId: 3 }), ruling({ caseId: 6, unitId: 3 }), ruling({ caseId: 1, categoryCode: 'B' }),
    ruling({ caseId: 5, assistUnitIds: [2, 3] }),
  ]
  const expected = propose(rulings)
  expect(expected.map(({ categoryCode, unitId, assistUnitIds, caseIds }) => [categoryCode, unitId, assistUnitIds, caseIds])).toEqual([
    ['A', 1, [2, 3], [2, 5]], ['A', 3, [], [4, 6]], ['A', 1, [], [3]], ['B', 1, [], [1]],
  ])
  for (let seed = 0; seed < 20; seed++) expect(propose(shuffled(mulberry32(seed), rulings))).toEqual(expected)
})
