import { expect, it } from 'vitest'
import { afterSaving, editBodyOf } from '../../../../client/admin/edit/edit-body.ts'
import { mergeGrids } from '../../../../client/admin/edit/shared-edges/merge-grids.ts'
import { combine, withChange } from '../../../../client/admin/edit/shared-edges/sheet.ts'
import { splitGrid } from '../../../../client/admin/edit/shared-edges/split-grid.ts'
import { suggestCode } from '../../../../client/admin/edit/suggest-names.ts'
import { box, grid, sheetOfGrids } from './shared-edges/sample-sheets.ts'

const two = () => sheetOfGrids(grid(1, [box(0, 0, 1, 1)]), grid(2, [box(1, 0, 2, 1)]))
const names = () => ({ code: '990199', name: '新', nameEn: 'New' })

it('sends what changed, was added and is gone, with rings closed', () => {
  const split = splitGrid(two(), 1, [[0.5, -1], [0.5, 2]], names).change
  const { body, addedIds } = editBodyOf(two(), split, 7)!
  expect(body.revision).toBe(7)
  expect(body.changed).toHaveLength(1)
  expect(body.changed[0]).toMatchObject({ id: 1, boundary: { type: 'MultiPolygon' } })
  expect(body.changed[0]).not.toHaveProperty('code')
  expect(body.added).toMatchObject([{ code: '990199', areaCode: '9901', layer: 'community' }])
  const [ring] = body.added[0].boundary.coordinates[0]
  expect(ring[0]).toEqual(ring[ring.length - 1])
  expect(addedIds).toEqual([-1])
  const merged = editBodyOf(two(), mergeGrids(two(), [1, 2], 2), 1)!.body
  expect(merged.removed).toEqual([1])
  expect(merged.changed.map(({ id }) => id)).toEqual([2])
})

it('sends nothing for what was made and unmade again', () => {
  const split = splitGrid(two(), 1, [[0.5, -1], [0.5, 2]], names).change
  const rejoined = combine(split, new Map([[-1, null], [1, two().get(1)!]]))
  expect(editBodyOf(two(), rejoined, 1)).toBeNull()
})

it('sends a new name alone', () => {
  const renamed = new Map([[2, { ...two().get(2)!, name: '改名' }]])
  expect(editBodyOf(two(), renamed, 1)!.body.changed).toEqual([{ id: 2, name: '改名' }])
})

it('takes over the ids that the server gave', () => {
  const split = splitGrid(two(), 1, [[0.5, -1], [0.5, 2]], names).change
  const saved = afterSaving(two(), split, [-1], [500])
  expect([...saved.keys()]).toEqual([1, 2, 500])
  expect(saved.get(500)).toEqual({ ...withChange(two(), split).get(-1), id: 500 })
})

it('suggests the next free code of an area, as wide as the others', () => {
  const sheet = sheetOfGrids(
    { ...grid(1, [box(0, 0, 1, 1)]), code: '9901007' }, { ...grid(2, [box(1, 0, 2, 1)]), code: '9901R012' },
  )
  expect(suggestCode(sheet, '9901', '9901007')).toBe('9901008')
  expect(suggestCode(sheet, '9901', '9901007', 1)).toBe('9901009')
  expect(suggestCode(sheet, '9901', '9901R012')).toBe('9901R013')
  expect(suggestCode(sheet, '9902', '9901007')).toBe('9902001')
})
