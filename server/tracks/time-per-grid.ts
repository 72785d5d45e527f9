import { GAP_MS } from './gaps.ts'

/** A fix as far as its grid goes; grids are known by their code, the same in all versions of the boundaries. */
export interface GridFix {
  recordedAtMs: number
  /** Null: outside all. */
  gridCode: string | null
  /** Whether it may as well lie in another grid. */
  uncertain: boolean
}

/**
 * For how many milliseconds fixes in the order of time were in each grid (null: outside all). The time from one fix to
 * the next belongs to the grid of the first; gaps of more than `gapMs` belong to none. So all together are the time
 * that is covered.
 */
export function timePerGrid(fixes: readonly GridFix[], gapMs = GAP_MS): Map<string | null, number> {
  const codes = settledCodes(fixes, gapMs)
  const msOfGrid = new Map<string | null, number>()
  for (let i = 0; i + 1 < fixes.length; i++) {
    const ms = fixes[i + 1].recordedAtMs - fixes[i].recordedAtMs
    if (ms <= gapMs) msOfGrid.set(codes[i], (msOfGrid.get(codes[i]) ?? 0) + ms)
  }
  return msOfGrid
}

/**
 * The grid of each fix. One that is uncertain of its own follows the nearest in time that is sure, the earlier of two
 * as near, on its side of any gap; where there is none there, its own has to do.
 */
export function settledCodes(fixes: readonly GridFix[], gapMs = GAP_MS): (string | null)[] {
  const nearestSure = (step: 1 | -1): Int32Array => {
    const nearest = new Int32Array(fixes.length).fill(-1)
    for (let i = step === 1 ? 0 : fixes.length - 1; i >= 0 && i < fixes.length; i += step) {
      const before = i - step
      const goesOn = before >= 0 && before < fixes.length
        && Math.abs(fixes[i].recordedAtMs - fixes[before].recordedAtMs) <= gapMs
      if (!fixes[i].uncertain) nearest[i] = i
      else if (goesOn) nearest[i] = nearest[before]
    }
    return nearest
  }
  const [before, after] = [nearestSure(1), nearestSure(-1)]
  return fixes.map((fix, i) => {
    const [early, late] = [before[i], after[i]]
    if (early === -1 && late === -1) return fix.gridCode
    if (early === -1) return fixes[late].gridCode
    if (late === -1) return fixes[early].gridCode
    const isEarlier = fix.recordedAtMs - fixes[early].recordedAtMs <= fixes[late].recordedAtMs - fix.recordedAtMs
    return fixes[isEarlier ? early : late].gridCode
  })
}
