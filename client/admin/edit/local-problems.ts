import type { LocalProblem } from './editor-state.ts'
import { problemsOf } from './shared-edges/check.ts'
import { innerPoint, placeIn } from './shared-edges/polygon.ts'
import { boxOfGrid, type Change, gridsNear, type Sheet } from './shared-edges/sheet.ts'

/** What can be seen at once to be wrong about unsaved changes: as problemsOf, and places that have lost their grid. */
export function localProblems(loaded: Sheet, sheet: Sheet, change: Change): LocalProblem[] {
  const gaps: LocalProblem[] = []
  for (const [id, grid] of change) {
    const before = grid === null ? loaded.get(id) : undefined
    if (before === undefined || before.layer !== 'community') continue
    const at = innerPoint(before.polygons[0])
    const covered = gridsNear(sheet, boxOfGrid(before)).some(({ polygons }) => placeIn(polygons, at) !== 'outside')
    if (!covered) gaps.push({ kind: 'gap', ids: [id], at })
  }
  return [...problemsOf(sheet, change.keys()), ...gaps]
}
