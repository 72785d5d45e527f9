import { type Change, combine, type Sheet, withChange } from './sheet.ts'

/** What was done to the loaded grids, step by step. Each state is the sum of all changes since the last save. */
export interface History {
  readonly past: readonly Change[]
  readonly present: Change
  readonly future: readonly Change[]
}

export const NO_HISTORY: History = { past: [], present: new Map(), future: [] }

/** As many steps as can be taken back. */
const MOST_STEPS = 200

/** One step more; what had been taken back is forgotten. */
export function done(history: History, change: Change): History {
  return {
    past: [...history.past, history.present].slice(-MOST_STEPS),
    present: combine(history.present, change),
    future: [],
  }
}

/** One step back; the same history where there is none. */
export function undone(history: History): History {
  const last = history.past.at(-1)
  if (last === undefined) return history
  return { past: history.past.slice(0, -1), present: last, future: [history.present, ...history.future] }
}

/** One step forth again; the same history where none was taken back. */
export function redone(history: History): History {
  const [next, ...future] = history.future
  if (next === undefined) return history
  return { past: [...history.past, history.present], present: next, future }
}

/** The grids as they stand: those loaded, with all that was done. Grids may be loaded at any time. */
export function sheetOf(loaded: Sheet, history: History): Sheet {
  return withChange(loaded, history.present)
}
