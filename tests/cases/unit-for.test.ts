import { expect, test } from 'vitest'
import { DESK_KIND, STREET_OFFICE_KIND, unitFor, type UnitPlace } from '../../server/cases/unit-for.ts'

const units: UnitPlace[] = [
  { id: 1, kind: DESK_KIND, areaCode: '990102' },
  { id: 2, kind: STREET_OFFICE_KIND, areaCode: '990102003' },
  { id: 3, kind: 'sanitation', areaCode: '990102' },
  { id: 4, kind: 'sanitation', areaCode: '990102003' },
  { id: 5, kind: 'water', areaCode: '990102004' },
]
const byKind = new Map<string, UnitPlace[]>()
for (const unit of units) byKind.set(unit.kind, [...(byKind.get(unit.kind) ?? []), unit])

test('the unit with the smallest area around the place handles', () => {
  expect(unitFor('sanitation', '990102003001', byKind)?.id).toBe(4)
  expect(unitFor('sanitation', '990102009001', byKind)?.id).toBe(3)
})

test('where no unit of the kind serves the place, the street office handles', () => {
  expect(unitFor('water', '990102003001', byKind)?.id).toBe(2)
})

test('where there is no street office either, the desk of the district handles', () => {
  expect(unitFor('water', '990102009001', byKind)?.id).toBe(1)
  expect(unitFor('unheard-of', '990102', byKind)?.id).toBe(1)
})

test('a unit below the place does not serve it', () => {
  expect(unitFor('water', '990102', byKind)?.id).toBe(1)
})

test('outside every unit there is none', () => {
  expect(unitFor('water', '8801', byKind)).toBeNull()
})

test('of two units of one area the smaller id handles, in whichever order they are listed', () => {
  const twins = [
    { id: 9, kind: 'k', areaCode: '99' },
    { id: 8, kind: 'k', areaCode: '99' },
  ]
  expect(unitFor('k', '9901', new Map([['k', twins]]))?.id).toBe(8)
  expect(unitFor('k', '9901', new Map([['k', twins.toReversed()]]))?.id).toBe(8)
})
