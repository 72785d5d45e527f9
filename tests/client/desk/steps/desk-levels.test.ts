import { describe, expect, it } from 'vitest'
import { desksAbove, skippedDesks } from '../../../../client/desk/steps/desk-levels.ts'

const community = '990101001001'
const codesOf = (desks: { code: string }[]) => desks.map(({ code }) => code)

describe('the desks above a place', () => {
  it('go from the province to its own community', () => {
    expect(desksAbove(community).map(({ code, level }) => `${level} ${code}`)).toEqual([
      'province 99', 'city 9901', 'district 990101', 'street 990101001', `community ${community}`,
    ])
    expect(codesOf(desksAbove('990101'))).toEqual(['99', '9901', '990101'])
  })
})

describe('a transfer', () => {
  it('skips the levels between, from the one that is left on', () => {
    expect(codesOf(skippedDesks(community, '99', community))).toEqual(['9901', '990101', '990101001'])
    expect(codesOf(skippedDesks(community, community, '9901'))).toEqual(['990101001', '990101'])
  })

  it('skips none to the next level', () => {
    const codes = codesOf(desksAbove(community))
    for (let at = 1; at < codes.length; at++) {
      expect(skippedDesks(community, codes[at - 1], codes[at])).toEqual([])
      expect(skippedDesks(community, codes[at], codes[at - 1])).toEqual([])
    }
  })
})
