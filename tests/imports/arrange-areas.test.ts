import { describe, expect, it } from 'vitest'
import { type AreaRow, arrangeAreas } from '../../server/imports/arrange-areas.ts'

function row(code: string, more: Partial<AreaRow> = {}): AreaRow {
  return { code, level: null, parentCode: null, containerCode: null, parents: 'auto', ...more }
}

const placesOf = (rows: AreaRow[]) => {
  const { areas } = arrangeAreas(rows)
  return Object.fromEntries(areas.map(({ code, cityCode, level, parentCode }) => [code, [cityCode, level, parentCode]]))
}

describe('areas under each other', () => {
  it('go by the start of their codes, whatever their order, also over a level that is missing', () => {
    expect(placesOf([row('330101001002'), row('330101'), row('3301'), row('330102001')])).toEqual({
      3301: ['3301', 'city', null],
      330101: ['330101', 'district', '3301'],
      330102001: ['330102001', 'street', '3301'],
      330101001002: ['330101001002', 'community', '330101'],
    })
  })

  it('go by a field, and codes that do not start with the parent’s get it put before them', () => {
    const below = (parentCode: string) => ({ parentCode })
    const rows = [row('3301'), row('D1', below('3301')), row('S07', below('D1')), row('S08', below('D1'))]
    expect(placesOf(rows)).toEqual({
      3301: ['3301', 'city', null],
      D1: ['3301D1', 'district', '3301'],
      S07: ['3301D1S07', 'street', '3301D1'],
      S08: ['3301D1S08', 'street', '3301D1'],
    })
  })

  it('go by what they lie in where that is asked for, or where nothing else is known', () => {
    const rows = [row('C'), row('D1', { containerCode: 'C' }), row('S1', { containerCode: 'D1' })]
    expect(placesOf(rows)).toEqual({
      C: ['C', 'city', null], D1: ['CD1', 'district', 'C'], S1: ['CD1S1', 'street', 'CD1'],
    })
    const inside = { containerCode: '330101', parents: 'containment' } as const
    const coded = [row('3301'), row('330101', { containerCode: '3301' }), row('330102001', inside)]
    expect(placesOf(coded)[330102001]).toEqual(['330101330102001', 'street', '330101'])
  })

  it('get a city above them where the file has none but all districts of one', () => {
    const arrangement = arrangeAreas([row('330101'), row('330102'), row('330102003')])
    expect(arrangement.missingCity).toBe('3301')
    expect(arrangement.problems).toEqual([])
    expect(arrangement.areas.map(({ cityCode, parentCode }) => [cityCode, parentCode])).toEqual([
      ['3301', null], ['330101', '3301'], ['330102', '3301'], ['330102003', '330102'],
    ])
  })

  it('take a district whose named city is not in the file as one of a city that is missing', () => {
    const arrangement = arrangeAreas([row('330101', { parentCode: '3301' }), row('330102', { parentCode: '3301' })])
    expect(arrangement.missingCity).toBe('3301')
    expect(arrangement.areas).toHaveLength(3)
  })
})

describe('an area without a place', () => {
  const problemsOf = (rows: AreaRow[]) =>
    arrangeAreas(rows).problems.map(({ code, kind, detail }) => [code, kind, detail.field])

  it('names a parent that is not there', () => {
    expect(problemsOf([row('3301'), row('330101'), row('X', { parentCode: 'Y' })])).toEqual([
      ['X', 'missing-parent', 'parentCode'],
    ])
  })

  it('has nothing above it', () => {
    expect(problemsOf([row('3301'), row('330101'), row('X')])).toEqual([['X', 'missing-parent', 'code']])
  })

  it('is one of two cities', () => {
    expect(problemsOf([row('3301'), row('3302')])).toEqual([
      ['3301', 'bad-value', 'level'], ['3302', 'bad-value', 'level'],
    ])
  })

  it('is above itself', () => {
    const rows = [row('3301'), row('A', { parentCode: 'B' }), row('B', { parentCode: 'A' })]
    expect(problemsOf(rows)).toEqual([['A', 'missing-parent', 'parentCode'], ['B', 'missing-parent', 'parentCode']])
    expect(arrangeAreas(rows).areas).toHaveLength(1)
  })

  it('stands below what is no higher', () => {
    const rows = [row('3301'), row('330101'), row('S', { level: 'district', parentCode: '330101' })]
    expect(problemsOf(rows)).toEqual([['S', 'bad-value', 'level']])
    const deep = [row('3301'), row('330101001002'), row('Z', { parentCode: '330101001002' })]
    expect(problemsOf(deep)).toEqual([['Z', 'bad-value', 'level']])
  })

  it('would see into another subtree by its code', () => {
    const below = (parentCode: string) => ({ parentCode })
    const rows = [row('33'), row('D1', below('33')), row('D12', below('33')), row('E', below('D12'))]
    expect(problemsOf(rows)).toEqual([['D12', 'bad-value', 'code']])
    expect(arrangeAreas(rows).areas.map(({ cityCode }) => cityCode)).toEqual(['33', '33D1'])
  })
})
