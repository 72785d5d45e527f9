import { expect, it } from 'vitest'
import { drawGrid } from '../../../../../client/admin/edit/shared-edges/draw-grid.ts'
import type { Point } from '../../../../../client/admin/edit/shared-edges/plane.ts'
import { areaOf } from '../../../../../client/admin/edit/shared-edges/polygon.ts'
import { type Sheet, withChange } from '../../../../../client/admin/edit/shared-edges/sheet.ts'
import { mulberry32 } from '../../../../../geodata/city/random.ts'
import { crookedSheet, openEdges } from './sample-sheets.ts'

const drawn = { code: 'n', name: '新', nameEn: 'New', layer: 'community', areaCode: '9901', unitId: null } as const
const total = (sheet: Sheet) => [...sheet.values()].reduce((sum, { polygons }) => sum + areaOf(polygons), 0)

it('fills a gap that was cut out of many grids exactly, however loosely it is drawn around', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const random = mulberry32(seed)
    const first = crookedSheet(5, 4, 3, seed)
    const around = (reach: number): Point[] => [[-1, -1], [1, -1], [1, 1], [-1, 1]].map(([x, y]) =>
      [123.3 + reach * x * (0.8 + 0.4 * random()), 41.25 + reach * y * (0.8 + 0.4 * random())])
    const { change, addedId } = drawGrid(first, around(0.09), 'take', drawn)
    const cut = withChange(first, change)
    const gap = withChange(cut, new Map([[addedId, null]]))
    const filled = withChange(gap, drawGrid(gap, around(0.14), 'gap', drawn).change)
    expect(total(filled) / total(first), `seed ${seed}`).toBeCloseTo(1, 10)
    expect(openEdges(filled)).toEqual(openEdges(first))
    expect(filled.get(addedId)!.polygons).toHaveLength(1)
  }
})
