/**
 * In which community grid a worker is, for people and statistics: not where the last fix fell, which flips between two
 * grids while somebody stands at the border, but where fixes that can be relied on have been for a while.
 */

/** A worker's settled grid; 0 is outside all grids, which settles like a grid. */
export interface SettledGrid {
  gridId: number
  /** Another grid in which the fixes are since a while, not yet long enough. */
  candidate: Candidate | null
  /** Unix time of the newest fix that was looked at. */
  fixAtMs: number
}

export interface Candidate {
  gridId: number
  /** Unix time of its first sure fix. */
  sinceMs: number
  /** How many of its fixes were sure. */
  sureFixes: number
}

/** A fix with the grid whose ground it fell on. */
export interface PlacedFix {
  recordedAtMs: number
  gridId: number
  /** Metres to the nearest edge of a grid, at least where this is less than `depthNeededM`; else anything above it. */
  depthM: number
  accuracyM: number
}

/** What a fix is taken for whose device does not say how accurate it is: what phones reach in a street. */
export const ASSUMED_ACCURACY_M = 15

/**
 * A fix is sure of its grid when so many radii of its accuracy lie between it and the nearest edge. Two of three fixes
 * lie within one radius of the truth, 99 of 100 within two.
 */
export const SURE_RADII = 2

/** A change needs sure fixes over so long: who crosses a corner of a grid or waits at its lights is not in it. */
export const DWELL_MS = 60_000

/** and so many of them, since two may be one error of the same satellites. */
export const DWELL_FIXES = 3

/** A single fix so deep in a grid, and so many radii, is no error at the edge: the worker took a bus. */
export const DEEP_M = 100
export const DEEP_RADII = 5

/** The depth beyond which it does not matter how deep a fix is, in metres; 0 where no depth does. */
export function depthNeededM(settled: SettledGrid | undefined, gridId: number, accuracyM: number): number {
  return settled === undefined || settled.gridId === gridId ? 0 : Math.max(DEEP_M, DEEP_RADII * accuracyM)
}

/**
 * The settled grid after one more fix. The first fix settles at once, for nothing better is known. Later ones change it
 * only when DWELL_FIXES sure fixes over DWELL_MS lie in one other grid and none between them elsewhere, or when a
 * single one lies deep in it. A fix that is not newer than the newest is late: it changes nothing.
 */
export function settleGrid(before: SettledGrid | undefined, fix: PlacedFix): SettledGrid {
  const { gridId, recordedAtMs: fixAtMs } = fix
  if (before === undefined) return { gridId, candidate: null, fixAtMs }
  if (fixAtMs <= before.fixAtMs) return before
  if (gridId === before.gridId) return { gridId, candidate: null, fixAtMs }
  if (fix.depthM > Math.max(DEEP_M, DEEP_RADII * fix.accuracyM)) return { gridId, candidate: null, fixAtMs }
  const candidate = nextCandidate(before.candidate?.gridId === gridId ? before.candidate : null, fix)
  const settles =
    candidate !== null && candidate.sureFixes >= DWELL_FIXES && fixAtMs - candidate.sinceMs >= DWELL_MS
  return settles ? { gridId, candidate: null, fixAtMs } : { gridId: before.gridId, candidate, fixAtMs }
}

/** An unsure fix neither begins a candidate nor counts for it, but keeps the one whose ground it fell on. */
function nextCandidate(same: Candidate | null, fix: PlacedFix): Candidate | null {
  const { gridId, depthM, accuracyM, recordedAtMs } = fix
  if (depthM <= SURE_RADII * accuracyM) return same
  if (same === null) return { gridId, sinceMs: recordedAtMs, sureFixes: 1 }
  return { ...same, sureFixes: same.sureFixes + 1 }
}
