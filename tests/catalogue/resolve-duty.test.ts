import { expect, it } from 'vitest'
import { mulberry32 } from '../../geodata/city/random.ts'
import { dutyTable, resolveDuty, type DutyRule } from '../../server/catalogue/resolve-duty.ts'

const plain: DutyRule = {
  id: 1, categoryCode: 'A', areaCode: '', unitId: 1, unitKind: null, assistUnitIds: [], assistUnitKinds: [], express: false,
  validFromMs: 0, validToMs: null, provenance: 'rule',
}

/** The same by looking at every rule. */
function byLooking(rules: readonly DutyRule[], path: readonly string[], place: string, atMs: number): DutyRule | null {
  const apply = rules.filter(({ categoryCode, areaCode, validFromMs, validToMs }) =>
    path.includes(categoryCode) && place.startsWith(areaCode) && validFromMs <= atMs && (validToMs ?? Infinity) > atMs)
  const [best] = apply.sort((a, b) =>
    path.indexOf(a.categoryCode) - path.indexOf(b.categoryCode) || b.areaCode.length - a.areaCode.length
    || b.validFromMs - a.validFromMs || b.id - a.id)
  return best ?? null
}

it('finds what looking at every rule finds, for any rules, places and times', () => {
  const random = mulberry32(7)
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]
  const areas = ['', '99', '9901', '990101', '990102', '990101001', '990101001001', '990101001001001', '990102001']
  const paths = [['A1a1', 'A1a', 'A1', 'A'], ['A1b', 'A1', 'A'], ['B1', 'B'], ['C']]
  let found = 0
  for (let round = 0; round < 60; round++) {
    const rules = Array.from({ length: Math.floor(random() * 80) }, (_, index): DutyRule => {
      const validFromMs = Math.floor(random() * 10)
      const validToMs = random() < 0.5 ? null : validFromMs + Math.floor(random() * 5)
      return { ...plain, id: index + 1, categoryCode: pick(pick(paths)), areaCode: pick(areas), validFromMs, validToMs }
    })
    const table = dutyTable(rules)
    for (let ask = 0; ask < 60; ask++) {
      const [path, place, atMs] = [pick(paths), pick(areas), Math.floor(random() * 12)]
      const expected = byLooking(rules, path, place, atMs)
      expect(resolveDuty(table, path, place, atMs)).toEqual(expected)
      if (expected !== null) found++
    }
  }
  expect(found).toBeGreaterThan(1_000)
})

it('puts the nearer category before the smaller area', () => {
  const table = dutyTable([
    { ...plain, id: 1, categoryCode: 'A', areaCode: '990101' }, { ...plain, id: 2, categoryCode: 'A1', areaCode: '' },
  ])
  expect(resolveDuty(table, ['A1', 'A'], '990101001', 5)?.id).toBe(2)
  expect(resolveDuty(table, ['A2', 'A'], '990101001', 5)?.id).toBe(1)
  expect(resolveDuty(table, ['A2', 'A'], '990102001', 5)).toBeNull()
})

it('takes a rule from its first millisecond to before its last', () => {
  const table = dutyTable([{ ...plain, validFromMs: 10, validToMs: 20 }])
  expect([9, 10, 19, 20].map((atMs) => resolveDuty(table, ['A'], '99', atMs)?.id ?? null)).toEqual([null, 1, 1, null])
})
