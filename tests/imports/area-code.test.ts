import { describe, expect, it } from 'vitest'
import { levelOfCode, prefixCode } from '../../server/imports/area-code.ts'

describe('the prefix code of an area', () => {
  it.each([
    ['110101000000', '110101'],
    ['330100000000', '3301'],
    ['330101001000', '330101001'],
    ['330101001002', '330101001002'],
    ['110000', '11'],
    ['330100', '3301'],
    ['330101', '330101'],
    ['330101001', '330101001'],
    [' 3301 ', '3301'],
    // a code that is not padded keeps its own zeros
    ['9900', '9900'],
    ['3300', '3300'],
    ['A-01', 'A-01'],
    ['1000', '1000'],
    ['330101001002001', '330101001002001'],
  ])('of %j is %j', (code, short) => expect(prefixCode(code)).toBe(short))

  it('tells the level where it is all digits', () => {
    expect(['11', '3301', '330101', '330101001', '330101001002'].map(levelOfCode)).toEqual([
      'city', 'city', 'district', 'street', 'community',
    ])
    expect(['A1', '33010', '', '3301010010020'].map(levelOfCode)).toEqual([null, null, null, null])
  })
})
