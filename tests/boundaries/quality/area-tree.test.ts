import { expect, test } from 'vitest'
import {
  areasWithoutGrids, groundOfAreas, groundOfGrids, type TreeArea,
} from '../../../server/boundaries/quality/area-tree.ts'

const areas: TreeArea[] = [
  { code: '1', parentCode: null },
  { code: '11', parentCode: '1' }, { code: '111', parentCode: '11' }, { code: '112', parentCode: '11' },
  { code: '12', parentCode: '1' }, { code: '121', parentCode: '12' }, { code: '122', parentCode: '12' },
]

test('grids have to cover the areas that they belong to, without the ground of such areas below', () => {
  expect(groundOfGrids(areas, new Set(['111', '112']))).toEqual([
    { code: '111', coverAreas: [] }, { code: '112', coverAreas: [] },
  ])
  expect(groundOfGrids(areas, new Set(['11', '112']))).toEqual([
    { code: '11', coverAreas: ['112'] }, { code: '112', coverAreas: [] },
  ])
})

test('areas have to cover the one above them', () => {
  expect(groundOfAreas(areas)).toEqual([
    { code: '1', coverAreas: ['11', '12'] }, { code: '11', coverAreas: ['111', '112'] },
    { code: '12', coverAreas: ['121', '122'] },
  ])
})

test('of areas without grids only the uppermost is named; grids above an area serve it', () => {
  expect(areasWithoutGrids(areas, new Set(['111']))).toEqual(['112', '12'])
  expect(areasWithoutGrids(areas, new Set(['11', '121']))).toEqual(['122'])
  expect(areasWithoutGrids(areas, new Set())).toEqual(['1'])
  expect(areasWithoutGrids(areas, new Set(['1']))).toEqual([])
})

test('areas that are above each other in a circle end nothing', () => {
  const circle: TreeArea[] = [{ code: 'a', parentCode: 'b' }, { code: 'b', parentCode: 'a' }]
  expect(groundOfGrids(circle, new Set(['a']))).toEqual([{ code: 'a', coverAreas: [] }])
  expect(areasWithoutGrids(circle, new Set(['a']))).toEqual([])
})
