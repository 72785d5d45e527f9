import type { Finding } from '../../../server/contract/api/boundaries.ts'
import type { GridLayer } from '../../../server/contract/api/grids.ts'
import type { Problem } from './shared-edges/check.ts'
import { type History, NO_HISTORY, sheetOf } from './shared-edges/history.ts'
import type { Box } from './shared-edges/plane.ts'
import type { EditRefusal } from './shared-edges/refusal.ts'
import type { Change, Sheet } from './shared-edges/sheet.ts'

export const TOOLS = ['select', 'vertices', 'split', 'merge', 'draw'] as const
export type Tool = (typeof TOOLS)[number]

/** A problem of the client's own look at what changed; 'gap': a grid was taken away and nothing covers its place. */
export type LocalProblem = Problem | (Omit<Problem, 'kind'> & { kind: 'gap' })

/** As the server judges the same. */
export function severityOf(kind: LocalProblem['kind']): 'error' | 'warning' {
  return kind === 'invalid' ? 'error' : 'warning'
}

export interface EditorState {
  layer: GridLayer
  tool: Tool
  drawMode: 'take' | 'gap'
  /** The grids as the server has them, as far as they were looked at. */
  loaded: Sheet
  /** Where they were looked at. */
  loadedBoxes: readonly Box[]
  /** The draft's revision that they are of; null before the first answer. */
  revision: number | null
  history: History
  /** The grids as they stand: `loaded` with all of `history`. */
  sheet: Sheet
  /** What is dragged just now, as it would be; `refused`: it could not be left like this. */
  preview: { change: Change; refused: boolean } | null
  selectedId: number | null
  /** Those to be merged, in the order chosen; the first survives unless another is named. */
  chosen: readonly number[]
  survivorId: number | null
  refusal: EditRefusal | null
  problems: readonly LocalProblem[]
  findings: readonly Finding[]
  loading: { type: 'idle' | 'loading' | 'tooMany' } | { type: 'failed'; error: unknown }
  saving: { type: 'idle' | 'saving' | 'saved' } | { type: 'failed'; error: unknown }
}

export function firstState(layer: GridLayer): EditorState {
  return {
    layer, tool: 'select', drawMode: 'take', loaded: new Map(), loadedBoxes: [], revision: null,
    history: NO_HISTORY, sheet: new Map(), preview: null, selectedId: null, chosen: [], survivorId: null,
    refusal: null, problems: [], findings: [], loading: { type: 'idle' }, saving: { type: 'idle' },
  }
}

/** Whether something would be lost if the page were left. */
export function isDirty({ history }: EditorState): boolean {
  return history.present.size > 0
}

/** The state with other grids or another history, and what follows from them. */
export function withGrids(state: EditorState, next: { loaded?: Sheet; history?: History }): EditorState {
  const loaded = next.loaded ?? state.loaded
  const history = next.history ?? state.history
  const sheet = sheetOf(loaded, history)
  const there = (id: number) => sheet.has(id)
  return {
    ...state, loaded, history, sheet, preview: null, refusal: null,
    selectedId: state.selectedId !== null && there(state.selectedId) ? state.selectedId : null,
    chosen: state.chosen.filter(there),
    survivorId: state.survivorId !== null && there(state.survivorId) ? state.survivorId : null,
  }
}
