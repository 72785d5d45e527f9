import { describe, expect, it } from 'vitest'
import { drawGrid } from '../../../../../client/admin/edit/shared-edges/draw-grid.ts'
import { mergeGrids } from '../../../../../client/admin/edit/shared-edges/merge-grids.ts'
import { deleteVertex, insertVertex, moveVertices } from '../../../../../client/admin/edit/shared-edges/move-vertices.ts'
import type { Point } from '../../../../../client/admin/edit/shared-edges/plane.ts'
import { areaOf, hasVertex } from '../../../../../client/admin/edit/shared-edges/polygon.ts'
import { EditRefusal, type RefusalReason } from '../../../../../client/admin/edit/shared-edges/refusal.ts'
import { type Sheet, withChange } from '../../../../../client/admin/edit/shared-edges/sheet.ts'
import { splitGrid } from '../../../../../client/admin/edit/shared-edges/split-grid.ts'
import { box, coverOf, grid, openEdges, sheetOfGrids } from './sample-sheets.ts'

const names = (number: number) => ({ code: `new${number}`, name: `新${number}`, nameEn: `New ${number}` })
const drawn = { ...names(0), layer: 'community', areaCode: '9901', unitId: null } as const

/** Four squares of side 1 around (1, 1). */
const four = () => sheetOfGrids(
  grid(1, [box(0, 0, 1, 1)]), grid(2, [box(1, 0, 2, 1)]), grid(3, [box(0, 1, 1, 2)]), grid(4, [box(1, 1, 2, 2)]),
)
/** A grid with a hole, and the island in it. */
const ringAndIsland = () => sheetOfGrids(grid(1, [box(0, 0, 6, 6), box(2, 2, 4, 4)]), grid(2, [box(2, 2, 4, 4)]))
/** One long side against two short ones that it has no vertex for. */
const tee = () => sheetOfGrids(grid(1, [box(0, 0, 1, 2)]), grid(2, [box(1, 0, 2, 1)]), grid(3, [box(1, 1, 2, 2)]))

const total = (sheet: Sheet) => [...sheet.values()].reduce((sum, { polygons }) => sum + areaOf(polygons), 0)
const areaOfGrid = (sheet: Sheet, id: number) => areaOf(sheet.get(id)!.polygons)
const idsWith = (sheet: Sheet, point: Point) =>
  [...sheet.values()].filter(({ polygons }) => hasVertex(polygons, point)).map(({ id }) => id)

function refused(work: () => unknown): { reason: RefusalReason; ids: readonly number[] } {
  try {
    work()
  } catch (error) {
    if (error instanceof EditRefusal) return { reason: error.reason, ids: error.ids }
    throw error
  }
  throw new Error('Nothing was refused.')
}

describe('moving vertices', () => {
  it('moves the vertex in every grid that has it', () => {
    const sheet = withChange(four(), moveVertices(four(), [{ from: [1, 1], to: [1.25, 1.1] }]))
    expect(idsWith(sheet, [1, 1])).toEqual([])
    expect(idsWith(sheet, [1.25, 1.1])).toEqual([1, 2, 3, 4])
    expect(total(sheet)).toBeCloseTo(4, 12)
  })

  it('takes along a neighbour that runs past the vertex without one of its own', () => {
    const sheet = withChange(tee(), moveVertices(tee(), [{ from: [1, 1], to: [0.75, 1] }]))
    expect(idsWith(sheet, [0.75, 1])).toEqual([1, 2, 3])
    expect(total(sheet)).toBeCloseTo(4, 12)
    expect(coverOf(sheet, [0.9, 1.01])).toBe(1)
  })

  it('moves an edge by both its ends', () => {
    const moves = [{ from: [1, 0], to: [1.2, 0] }, { from: [1, 1], to: [1.2, 1] }] as const
    const sheet = withChange(four(), moveVertices(four(), moves))
    expect(areaOfGrid(sheet, 1)).toBeCloseTo(1.2, 12)
    expect(areaOfGrid(sheet, 2)).toBeCloseTo(0.8, 12)
  })

  it('joins a vertex to the side of another grid that it is moved onto', () => {
    const apart = sheetOfGrids(grid(1, [box(0, 0, 1, 2)]), grid(2, [box(1.5, 0.5, 2.5, 1.5)]))
    const change = moveVertices(apart, [{ from: [1.5, 0.5], to: [1, 0.5] }, { from: [1.5, 1.5], to: [1, 1.5] }])
    const sheet = withChange(apart, change)
    expect(idsWith(sheet, [1, 0.5])).toEqual([1, 2])
    expect(idsWith(sheet, [1, 1.5])).toEqual([1, 2])
  })

  it('refuses to turn a grid inside out, to run over an island, or to cross another grid', () => {
    expect(refused(() => moveVertices(four(), [{ from: [1, 1], to: [2.5, 0.5] }])).reason).toMatch(/overlap|invalid/)
    const island = ringAndIsland()
    expect(refused(() => moveVertices(island, [{ from: [0, 0], to: [5, 5] }])).reason).toMatch(/overlap|invalid/)
    const apart = sheetOfGrids(grid(1, [box(0, 0, 1, 1)]), grid(2, [box(2, 0, 3, 1)]))
    const over = refused(() => moveVertices(apart, [{ from: [1, 0], to: [2.5, 0.5] }]))
    expect(over).toEqual({ reason: 'overlap', ids: [1, 2] })
  })

  it('does not mind an overlap that was there before', () => {
    const wrong = sheetOfGrids(grid(1, [box(0, 0, 2, 1)]), grid(2, [box(1, 0, 3, 1)]))
    const sheet = withChange(wrong, moveVertices(wrong, [{ from: [2, 0], to: [1.5, 0] }]))
    expect(areaOfGrid(sheet, 1)).toBeCloseTo(1.75, 12)
  })
})

describe('inserting and deleting vertices', () => {
  it('inserts on both sides of a shared edge, and takes the vertex out of both again', () => {
    const more = withChange(four(), insertVertex(four(), [1, 0.5]))
    expect(idsWith(more, [1, 0.5])).toEqual([1, 2])
    const less = withChange(more, deleteVertex(more, [1, 0.5]))
    expect(idsWith(less, [1, 0.5])).toEqual([])
    expect(openEdges(less)).toEqual(openEdges(four()))
  })

  it('refuses to delete where more than two edges meet, and below a triangle', () => {
    expect(refused(() => deleteVertex(four(), [1, 1]))).toEqual({ reason: 'junction', ids: [1, 2, 3, 4] })
    expect(refused(() => deleteVertex(tee(), [1, 1])).reason).toBe('junction')
    const triangle = sheetOfGrids(grid(7, [[[0, 0], [1, 0], [0, 1]]]))
    expect(refused(() => deleteVertex(triangle, [1, 0]))).toEqual({ reason: 'triangle', ids: [7] })
  })

  it('says that there is nothing where there is nothing', () => {
    expect(refused(() => deleteVertex(four(), [0.5, 0.5])).reason).toBe('nothingHere')
    expect(refused(() => insertVertex(four(), [0.5, 0.5])).reason).toBe('nothingHere')
    expect(refused(() => moveVertices(four(), [{ from: [9, 9], to: [8, 8] }])).reason).toBe('nothingHere')
  })
})

describe('splitting', () => {
  it('cuts a grid in two and gives its neighbours the ends of the cut', () => {
    const { change, addedIds } = splitGrid(four(), 1, [[0.25, -1], [0.25, 0.5], [2, 0.5]], names)
    const sheet = withChange(four(), change)
    expect(addedIds).toEqual([-1])
    expect(sheet.get(-1)).toMatchObject({ code: 'new0', name: '新0', nameEn: 'New 0', areaCode: '9901' })
    expect(sheet.get(1)!.code).toBe('99011')
    expect(areaOfGrid(sheet, 1)).toBeCloseTo(0.625, 12)
    expect(areaOfGrid(sheet, -1)).toBeCloseTo(0.375, 12)
    expect(idsWith(sheet, [1, 0.5])).toEqual([1, 2, -1])
    expect(() => openEdges(sheet)).not.toThrow()
  })

  it('cuts along existing vertices and edges without a sliver', () => {
    const merged = withChange(four(), mergeGrids(four(), [1, 2], 1))
    const again = withChange(merged, splitGrid(merged, 1, [[1, 0], [1, 1]], names).change)
    expect(areaOfGrid(again, 1)).toBe(1)
    expect(areaOfGrid(again, -1)).toBe(1)
    expect(openEdges(again)).toEqual(openEdges(four()))
  })

  it('makes three of a horseshoe that the line crosses twice', () => {
    const horseshoe: [number, number][] = [[0, 0], [3, 0], [3, 3], [2, 3], [2, 1], [1, 1], [1, 3], [0, 3]]
    const sheet = sheetOfGrids(grid(1, [horseshoe]))
    const { change, addedIds } = splitGrid(sheet, 1, [[-1, 2], [4, 2]], names)
    const next = withChange(sheet, change)
    expect(addedIds).toEqual([-1, -2])
    expect([areaOfGrid(next, 1), areaOfGrid(next, -1), areaOfGrid(next, -2)]).toEqual([5, 1, 1])
  })

  it('opens a hole that the line goes through, and keeps one that it passes by', () => {
    const through = withChange(ringAndIsland(), splitGrid(ringAndIsland(), 1, [[-1, 3], [7, 3]], names).change)
    expect(through.get(1)!.polygons[0]).toHaveLength(1)
    expect(areaOfGrid(through, 1)).toBe(16)
    expect(areaOfGrid(through, -1)).toBe(16)
    expect(idsWith(through, [2, 3])).toEqual([1, 2, -1])
    const past = withChange(ringAndIsland(), splitGrid(ringAndIsland(), 1, [[1, -1], [1, 7]], names).change)
    expect(past.get(1)!.polygons[0]).toHaveLength(2)
    expect(areaOfGrid(past, -1)).toBe(6)
  })

  it('leaves the parts of a multipolygon that the line does not cut with the largest piece', () => {
    const sheet = sheetOfGrids(grid(1, [box(0, 0, 3, 3)], [box(10, 0, 11, 1)]))
    const next = withChange(sheet, splitGrid(sheet, 1, [[1, -1], [1, 4]], names).change)
    expect(areaOfGrid(next, 1)).toBe(7)
    expect(areaOfGrid(next, -1)).toBe(3)
  })

  it('cuts out an island where the line crosses itself', () => {
    const sheet = sheetOfGrids(grid(1, [box(0, 0, 10, 10)]))
    const loop: Point[] = [[-1, 5], [6, 5], [6, 8], [3, 8], [3, 2]]
    const next = withChange(sheet, splitGrid(sheet, 1, loop, names).change)
    expect(areaOfGrid(next, -1)).toBe(9)
    expect(areaOfGrid(next, 1)).toBe(91)
    expect(next.get(1)!.polygons[0]).toHaveLength(2)
  })

  it('refuses a line that does not cross, and says why', () => {
    expect(refused(() => splitGrid(four(), 1, [[3, 3], [4, 4]], names))).toEqual({ reason: 'lineMisses', ids: [1] })
    expect(refused(() => splitGrid(four(), 1, [[0, 1], [1, 1]], names)).reason).toBe('lineMisses')
    const short = refused(() => splitGrid(four(), 1, [[-1, 0.5], [0.5, 0.5]], names))
    expect(short).toEqual({ reason: 'lineStops', ids: [1] })
    expect(refused(() => splitGrid(ringAndIsland(), 1, [[-1, 3], [3, 3]], names)).reason).toBe('lineStops')
  })
})

describe('merging', () => {
  it('makes the shared edge vanish and lets the chosen one survive', () => {
    const sheet = withChange(four(), mergeGrids(four(), [1, 2], 2))
    expect([...sheet.keys()]).toEqual([2, 3, 4])
    expect(sheet.get(2)!.code).toBe('99012')
    expect(areaOfGrid(sheet, 2)).toBe(2)
    expect(sheet.get(2)!.polygons[0][0]).toHaveLength(6)
  })

  it('fills the hole with its island, and keeps the hole between grids that close around something', () => {
    const filled = withChange(ringAndIsland(), mergeGrids(ringAndIsland(), [1, 2], 1))
    expect(filled.get(1)!.polygons).toEqual([[[[0, 0], [6, 0], [6, 6], [0, 6]]]])
    const halves = sheetOfGrids(
      grid(1, [[[0, 0], [3, 0], [3, 1], [1, 1], [1, 2], [3, 2], [3, 3], [0, 3]]]),
      grid(2, [[[3, 0], [4, 0], [4, 3], [3, 3], [3, 2], [3, 1]]]), grid(3, [box(1, 1, 3, 2)]),
    )
    const around = withChange(halves, mergeGrids(halves, [1, 2], 1))
    expect(around.get(1)!.polygons[0]).toHaveLength(2)
    expect(areaOfGrid(around, 1)).toBe(10)
  })

  it('merges over a corner that only one of them has', () => {
    const sheet = withChange(tee(), mergeGrids(tee(), [1, 2, 3], 1))
    expect(areaOfGrid(sheet, 1)).toBe(4)
    expect(sheet.get(1)!.polygons).toHaveLength(1)
  })

  it('refuses grids that meet in a corner only, or not at all, and one grid alone', () => {
    expect(refused(() => mergeGrids(four(), [1, 4], 1))).toEqual({ reason: 'notTouching', ids: [4] })
    expect(refused(() => mergeGrids(four(), [1], 1)).reason).toBe('tooFew')
  })
})

describe('drawing', () => {
  it('takes the ground from the grids beneath and gives the neighbours its corners', () => {
    const { change, addedId } = drawGrid(four(), [[0.5, 0.5], [1.5, 0.5], [1.5, 1.5], [0.5, 1.5]], 'take', drawn)
    const sheet = withChange(four(), change)
    expect(areaOfGrid(sheet, addedId)).toBeCloseTo(1, 12)
    for (const id of [1, 2, 3, 4]) expect(areaOfGrid(sheet, id)).toBeCloseTo(0.75, 12)
    expect(idsWith(sheet, [1, 0.5])).toEqual([1, 2, -1])
    expect(coverOf(sheet, [1.01, 1.02])).toBe(1)
    expect(() => openEdges(sheet)).not.toThrow()
  })

  it('leaves a hole in a grid that it is drawn inside', () => {
    const { change } = drawGrid(four(), [[0.2, 0.2], [0.4, 0.6], [0.6, 0.2]], 'take', drawn)
    const sheet = withChange(four(), change)
    expect(sheet.get(1)!.polygons[0]).toHaveLength(2)
    expect(total(sheet)).toBeCloseTo(4, 12)
  })

  it('fills only the gap', () => {
    const gap = withChange(four(), new Map([[4, null]]))
    const { change, addedId } = drawGrid(gap, [[0.5, 0.5], [2, 0.5], [2, 2], [0.5, 2]], 'gap', drawn)
    const sheet = withChange(gap, change)
    expect(sheet.get(addedId)!.polygons[0][0]).toHaveLength(4)
    expect(areaOfGrid(sheet, addedId)).toBe(1)
    expect(sheet.get(1)).toBe(gap.get(1))
  })

  it('takes what lies beyond all grids as well', () => {
    const { change, addedId } = drawGrid(four(), [[1.5, 0.5], [3, 0.5], [3, 1.5], [1.5, 1.5]], 'take', drawn)
    const sheet = withChange(four(), change)
    expect(areaOfGrid(sheet, addedId)).toBeCloseTo(1.5, 12)
    expect(total(sheet)).toBeCloseTo(5, 12)
  })

  it('refuses to swallow a grid, to fill what is full, and an outline that crosses itself', () => {
    const over: Point[] = [[-1, -1], [1.5, -1], [1.5, 1.5], [-1, 1.5]]
    expect(refused(() => drawGrid(four(), over, 'take', drawn))).toEqual({ reason: 'swallows', ids: [1] })
    expect(refused(() => drawGrid(four(), box(0.2, 0.2, 0.8, 0.8), 'gap', drawn)).reason).toBe('noGap')
    const bow: Point[] = [[0, 0], [1, 1], [1, 0], [0, 1]]
    expect(refused(() => drawGrid(four(), bow, 'take', drawn)).reason).toBe('outlineCrosses')
  })
})
