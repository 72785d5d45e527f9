import fc from 'fast-check'
import { expect, it } from 'vitest'
import { mulberry32 } from '../../../../../geodata/city/random.ts'
import { problemsOf } from '../../../../../client/admin/edit/shared-edges/check.ts'
import { drawGrid } from '../../../../../client/admin/edit/shared-edges/draw-grid.ts'
import {
  done, type History, NO_HISTORY, redone, sheetOf, undone,
} from '../../../../../client/admin/edit/shared-edges/history.ts'
import { mergeGrids } from '../../../../../client/admin/edit/shared-edges/merge-grids.ts'
import { deleteVertex, insertVertex, moveVertices } from '../../../../../client/admin/edit/shared-edges/move-vertices.ts'
import {
  crossingOf, distanceToEdge, type Edge, keyOf, middleOf, ON_EDGE_DEG, type Point,
} from '../../../../../client/admin/edit/shared-edges/plane.ts'
import { areaOf, edgesOf, pointsOf } from '../../../../../client/admin/edit/shared-edges/polygon.ts'
import { EditRefusal } from '../../../../../client/admin/edit/shared-edges/refusal.ts'
import { boxOfGrid, type Change, type Sheet } from '../../../../../client/admin/edit/shared-edges/sheet.ts'
import { snap } from '../../../../../client/admin/edit/shared-edges/snap.ts'
import { splitGrid } from '../../../../../client/admin/edit/shared-edges/split-grid.ts'
import { coverOf, crookedSheet, openEdges } from './sample-sheets.ts'

/** One edit, its parameters between 0 and 1. */
interface Step {
  kind: 'move' | 'insert' | 'delete' | 'split' | 'merge' | 'draw'
  which: number
  x: number
  y: number
  z: number
}

// whole thousandths: doubles of fast-check are nearly all tiny
const unit = fc.noBias(fc.integer({ min: 0, max: 996 })).map((value) => value / 997)
const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('move', 'move', 'insert', 'delete', 'split', 'split', 'merge', 'draw'),
  which: unit, x: unit, y: unit, z: unit,
})
const steps = fc.array(step, { minLength: 5, maxLength: 25, size: 'max' })
const pick = <T>(list: readonly T[], share: number): T => list[Math.floor(share * list.length)]
const names = (number: number) => ({ code: `n${number}`, name: '新', nameEn: 'New' })

/** The edges that only one grid has. */
const outlineOf = (sheet: Sheet): Edge[] => [...openEdges(sheet)].map((name) =>
  name.split(',').map((key) => key.split(' ').map(Number)) as unknown as Edge)

function edit(sheet: Sheet, { kind, which, x, y, z }: Step): Change {
  const grids = [...sheet.values()]
  const grid = pick(grids, which)
  const [west, south, east, north] = boxOfGrid(grid)
  // half of all edits are drawn to what is near, as they are on the map
  const reach = z > 0.5 ? (north - south) / 5 : 0
  const snapped = (place: Point): Point => snap(sheet, place, reach)?.point ?? place
  const at = (u: number, v: number): Point =>
    snapped([west + (u * 1.6 - 0.3) * (east - west), south + (v * 1.6 - 0.3) * (north - south)])
  // moving a vertex of the outline changes what is covered
  const rim = new Set(outlineOf(sheet).flat().map(keyOf))
  const inner = pointsOf(grid.polygons).filter((point) => !rim.has(keyOf(point)))
  if (kind === 'insert') return insertVertex(sheet, middleOf(...pick(edgesOf(grid.polygons), x)))
  if (kind === 'split') return splitGrid(sheet, grid.id, [at(-0.2, x), at(y, z), at(1.2, y)], names).change
  if (kind === 'draw') {
    const corners = [at(x, y), at((x + 0.4) % 1, y), at((x + 0.3) % 1, (y + 0.5) % 1), at(x, z)]
    const sides = corners.map((corner, index): Edge => [corner, corners[(index + 1) % 4]])
    const outline = outlineOf(sheet)
    const leaves = sides.some(([from, to]) => coverOf(sheet, from) === 0
      || outline.some((line) => crossingOf([from, to], line) !== null || distanceToEdge(from, ...line) <= ON_EDGE_DEG))
    // what lies beyond the partition would be covered, too
    if (leaves) throw new EditRefusal('noGap')
    return drawGrid(sheet, corners, 'take', { ...names(0), layer: 'community', areaCode: '9901', unitId: null }).change
  }
  if (kind === 'merge') {
    const others = grids.filter((other) => other !== grid)
    return mergeGrids(sheet, [grid.id, pick(others, x).id], grid.id)
  }
  if (inner.length === 0) throw new EditRefusal('nothingHere')
  const vertex = pick(inner, x)
  if (kind === 'delete') return deleteVertex(sheet, vertex)
  const far = Math.min(east - west, north - south) / 3
  const to: Point = [vertex[0] + (y - 0.5) * far, vertex[1] + (x - 0.5) * far]
  return moveVertices(sheet, [{ from: vertex, to: snap(sheet, to, reach / 3, [vertex])?.point ?? to }])
}

const total = (sheet: Sheet) => [...sheet.values()].reduce((sum, { polygons }) => sum + areaOf(polygons), 0)

it('keeps a partition a partition through any edits: every place covered once, every shared edge in both', () => {
  const counts: Record<string, number> = {}
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), steps, (seed, steps) => {
      const first = crookedSheet(4, 3, 3, seed)
      const random = mulberry32(seed)
      const rim = outlineOf(first)
      let history: History = NO_HISTORY
      const states: Sheet[] = [first]
      for (const step of steps) {
        try {
          history = done(history, edit(states.at(-1)!, step))
          states.push(sheetOf(first, history))
          counts[step.kind] = (counts[step.kind] ?? 0) + 1
        } catch (error) {
          if (!(error instanceof EditRefusal)) throw error
        }
      }
      const last = states.at(-1)!
      expect(total(last) / total(first)).toBeCloseTo(1, 9)
      expect(problemsOf(last, last.keys()).filter(({ kind }) => kind !== 'sliver')).toEqual([])
      // an edge that only one grid has lies on the outline: inside, all pair up
      for (const edge of outlineOf(last)) {
        const middle = middleOf(...edge)
        const away = Math.min(...rim.map((line) => distanceToEdge(middle, ...line)))
        expect(away).toBeLessThan(ON_EDGE_DEG)
      }
      const [west, south, east, north] = [123, 41, 123.6, 41.5]
      for (let count = 0; count < 150; count++) {
        const point: Point = [west + random() * (east - west), south + random() * (north - south)]
        const before = coverOf(first, point)
        if (before !== null) expect(coverOf(last, point) ?? before).toBe(before)
      }
      // all the way back and forth again
      for (const _ of states.slice(1)) history = undone(history)
      expect(sheetOf(first, history)).toEqual(first)
      for (const _ of states.slice(1)) history = redone(history)
      expect(sheetOf(first, history)).toEqual(last)
    }),
    { seed: 20260, numRuns: 16 },
  )
  // so that the property is about edits, not about refusals
  for (const kind of ['move', 'insert', 'delete', 'split', 'merge', 'draw']) {
    expect(counts[kind] ?? 0).toBeGreaterThan(1)
  }
})
