import { expect, it } from 'vitest'
import { localProblems } from '../../../../client/admin/edit/local-problems.ts'
import { drawGrid } from '../../../../client/admin/edit/shared-edges/draw-grid.ts'
import { mergeGrids } from '../../../../client/admin/edit/shared-edges/merge-grids.ts'
import { moveVertices } from '../../../../client/admin/edit/shared-edges/move-vertices.ts'
import { type Change, combine, withChange } from '../../../../client/admin/edit/shared-edges/sheet.ts'
import { box, grid, sheetOfGrids } from './shared-edges/sample-sheets.ts'

/** Four squares of a hundredth of a degree. */
const four = sheetOfGrids(
  grid(1, [box(0, 0, 0.01, 0.01)]), grid(2, [box(0.01, 0, 0.02, 0.01)]),
  grid(3, [box(0, 0.01, 0.01, 0.02)]), grid(4, [box(0.01, 0.01, 0.02, 0.02)]),
)
const kinds = (change: Change) => localProblems(four, withChange(four, change), change)
  .map(({ kind, ids }) => `${kind} ${ids.join()}`)

it('tells of ground that has lost its grid', () => {
  expect(kinds(new Map([[2, null]]))).toEqual(['gap 2'])
  const none = new Map([1, 2, 3, 4].map((id) => [id, null]))
  expect(kinds(none).sort()).toEqual(['gap 1', 'gap 2', 'gap 3', 'gap 4'])
})

it('tells of ground that was lost by way of a new grid that was taken away again', () => {
  const drawn = { code: 'n', name: '新', nameEn: 'New', layer: 'community', areaCode: '9901', unitId: null } as const
  const { change, addedId } = drawGrid(four, box(0.005, 0.005, 0.015, 0.008), 'take', drawn)
  expect(kinds(change)).toEqual([])
  expect(kinds(combine(change, new Map([[addedId, null]]))).sort()).toEqual(['gap 1', 'gap 2'])
})

it('tells of ground that the outline was drawn away from, and of nothing where grids merged or grew', () => {
  expect(kinds(moveVertices(four, [{ from: [0, 0], to: [0.002, 0.002] }]))).toEqual(['gap 1'])
  expect(kinds(moveVertices(four, [{ from: [0, 0], to: [-0.002, -0.002] }]))).toEqual([])
  expect(kinds(mergeGrids(four, [1, 2], 1))).toEqual([])
})

it('tells of slivers', () => {
  const thin = moveVertices(four, [
    { from: [0.01, 0], to: [0.019999, 0] }, { from: [0.01, 0.01], to: [0.019999, 0.01] },
  ])
  expect(kinds(thin)).toEqual(['sliver 2'])
})
