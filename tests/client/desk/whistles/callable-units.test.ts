import fc from 'fast-check'
import { expect, it } from 'vitest'
import { callableUnitsAt } from '../../../../client/desk/whistles/callable-units.ts'

const unit = (id: number, areaCode: string) => ({ id, kind: 'x', name: `U${id}`, nameEn: '', areaCode })
const idsOf = (units: { id: number }[]) => units.map(({ id }) => id)

it('units that serve the place come first, the nearest of them before the others', () => {
  const units = [
    unit(1, '9901'), unit(2, '990101'), unit(3, '990101001'), unit(4, '990101001001'), unit(5, '990101002'), unit(6, '990102'),
  ]
  const atCity = callableUnitsAt(units, '990101001001', '9901')
  expect([idsOf(atCity.serving), idsOf(atCity.others)]).toEqual([[4, 3, 2, 1], [5, 6]])
  const atStreet = callableUnitsAt(units, '990101001001', '990101001')
  expect([idsOf(atStreet.serving), idsOf(atStreet.others)]).toEqual([[4, 3, 2, 1], []])
})

it('each unit that the server lets a desk call is offered once, and no other', () => {
  const code = fc.constantFrom('9901', '990101', '990102', '990101001', '990101002', '990102001', '990101001001')
  fc.assert(fc.property(fc.array(code), code, (codes, scopeCode) => {
    const units = codes.map((areaCode, index) => unit(index, areaCode))
    const { serving, others } = callableUnitsAt(units, `${scopeCode}001001001`.slice(0, 12), scopeCode)
    const callable = units.filter(({ areaCode }) => areaCode.startsWith(scopeCode) || scopeCode.startsWith(areaCode))
    expect(idsOf([...serving, ...others]).toSorted((a, b) => a - b)).toEqual(idsOf(callable))
  }))
})
