import { createStore, type StoreApi } from 'zustand/vanilla'
import type { EditableGrid } from '../../../server/contract/api/boundaries.ts'
import type { GridLayer } from '../../../server/contract/api/grids.ts'
import { ApiError } from '../../api/api-error.ts'
import { areaForGround, type PlacedArea } from './area-for-ground.ts'
import { loadFindings, loadGrids, saveEdits } from './edit-api.ts'
import { afterSaving, editBodyOf } from './edit-body.ts'
import { type EditorState, firstState, isDirty, type Tool, withGrids } from './editor-state.ts'
import { localProblems } from './local-problems.ts'
import { drawGrid } from './shared-edges/draw-grid.ts'
import { done, NO_HISTORY, redone, undone } from './shared-edges/history.ts'
import { mergeGrids } from './shared-edges/merge-grids.ts'
import { deleteVertex, insertVertex, type Move, movedGrids, moveVertices } from './shared-edges/move-vertices.ts'
import type { Box, Point } from './shared-edges/plane.ts'
import { placeIn } from './shared-edges/polygon.ts'
import { EditRefusal } from './shared-edges/refusal.ts'
import { type Change, combine, type Sheet, withChange } from './shared-edges/sheet.ts'
import { splitGrid } from './shared-edges/split-grid.ts'
import { namesOfPieces, suggestCode } from './suggest-names.ts'

/** The table on which the grids of one draft are edited: what the toolbar, the map and the panels ask for happens here.
 * It knows no map and no page. */
export class GridEditor {
  readonly store: StoreApi<EditorState>
  private readonly versionId: number
  private readonly areas: readonly PlacedArea[]
  private loads = new AbortController()
  /** The box that was asked for last. */
  private view: Box | null = null

  constructor(versionId: number, areas: readonly PlacedArea[], layer: GridLayer = 'community') {
    this.versionId = versionId
    this.areas = areas
    this.store = createStore<EditorState>(() => firstState(layer))
  }

  private get state(): EditorState {
    return this.store.getState()
  }

  private set(part: Partial<EditorState>): void {
    this.store.setState(part)
  }

  /** Aborts what is under way; the editor is of no use afterwards. */
  close(): void {
    this.loads.abort()
  }

  setTool(tool: Tool): void {
    const { selectedId } = this.state
    const chosen = tool === 'merge' && selectedId !== null ? [selectedId] : []
    this.set({ tool, chosen, survivorId: chosen[0] ?? null, preview: null, refusal: null })
  }

  setDrawMode(drawMode: EditorState['drawMode']): void {
    this.set({ drawMode })
  }

  /** Begins anew with a layer, also the same one: what is unsaved is dropped. */
  setLayer(layer: GridLayer): void {
    this.store.setState(firstState(layer), true)
    if (this.view !== null) void this.load(this.view)
  }

  /** Forgets the refusal that is shown. */
  dismiss(): void {
    this.set({ refusal: null })
  }

  /** Reads the grids of a box. What was read elsewhere is kept only as long as something is unsaved. */
  async load(box: Box): Promise<void> {
    this.view = box
    this.loads.abort()
    const { signal } = (this.loads = new AbortController())
    this.set({ loading: { type: 'loading' } })
    try {
      const { layer } = this.state
      const { grids, revision } = await loadGrids(this.versionId, layer, box, signal)
      if (signal.aborted || layer !== this.state.layer) return
      const first = this.state.revision === null
      if (isDirty(this.state)) {
        const loaded = new Map([...grids, ...this.state.loaded])
        this.store.setState((state) => ({
          ...withGrids(state, { loaded }), refusal: state.refusal, loadedBoxes: [...state.loadedBoxes, box],
        }))
      } else {
        this.store.setState((state) => ({
          ...withGrids(state, { loaded: grids, history: NO_HISTORY }), refusal: state.refusal, loadedBoxes: [box],
          revision,
        }))
      }
      this.set({ loading: { type: 'idle' } })
      if (first) await this.readFindings(layer, signal)
    } catch (error) {
      if (signal.aborted) return
      const tooMany = error instanceof ApiError && error.status === 413
      this.set({ loading: tooMany ? { type: 'tooMany' } : { type: 'failed', error } })
    }
  }

  private async readFindings(layer: GridLayer, signal: AbortSignal): Promise<void> {
    const findings = await loadFindings(this.versionId, layer, signal)
    if (!signal.aborted) this.set({ findings })
  }

  /** A click on the map: selects what is there, or takes it into or out of those to be merged. */
  click(place: Point): void {
    const { tool, chosen, survivorId } = this.state
    const id = this.gridAt(place)
    if (tool !== 'merge') return this.select(id)
    if (id === null) return
    const next = chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id]
    const survivor = survivorId !== null && next.includes(survivorId) ? survivorId : (next[0] ?? null)
    this.set({ chosen: next, survivorId: survivor, refusal: null })
  }

  select(selectedId: number | null): void {
    this.set({ selectedId, refusal: null, preview: null })
  }

  setSurvivor(survivorId: number): void {
    this.set({ survivorId })
  }

  /** The grid that covers a place, the first of several. */
  gridAt(place: Point): number | null {
    for (const [id, { polygons }] of this.state.sheet) if (placeIn(polygons, place) !== 'outside') return id
    return null
  }

  /** Shows what a drag would do. `insertAt` is a place on an edge that becomes a vertex first. */
  previewMove(moves: readonly Move[], insertAt: Point | null): void {
    try {
      this.set({ preview: { change: this.moved(moves, insertAt, moveVertices), refused: false } })
    } catch (error) {
      if (!(error instanceof EditRefusal)) throw error
      this.set({ preview: { change: this.moved(moves, insertAt, movedGrids), refused: true } })
    }
  }

  /** Does what the drag showed. */
  move(moves: readonly Move[], insertAt: Point | null): void {
    const places = moves.flatMap(({ from, to }) => [from, to])
    this.edit(places, () => ({ change: this.moved(moves, insertAt, moveVertices) }))
  }

  private moved(moves: readonly Move[], insertAt: Point | null, move: typeof moveVertices): Change {
    const { sheet } = this.state
    if (insertAt === null) return move(sheet, moves)
    const inserted = insertVertex(sheet, insertAt)
    return combine(inserted, move(withChange(sheet, inserted), moves))
  }

  deleteVertex(at: Point): void {
    this.edit([at], (sheet) => ({ change: deleteVertex(sheet, at) }))
  }

  /** Splits the selected grid, or the one under the middle of the line where none is selected. */
  split(line: readonly Point[]): void {
    this.edit([], (sheet) => {
      const id = this.state.selectedId ?? this.gridAt(halfWay(line))
      if (id === null) throw new EditRefusal('lineMisses')
      const { change, addedIds } = splitGrid(sheet, id, line, namesOfPieces(sheet, sheet.get(id)!))
      return { change, selectedId: addedIds[0] }
    })
  }

  /** Makes one grid of those chosen. */
  merge(): void {
    const { chosen, survivorId } = this.state
    if (survivorId === null) return
    this.edit([], (sheet) => ({ change: mergeGrids(sheet, chosen, survivorId), selectedId: survivorId }))
    if (this.state.refusal === null) this.set({ tool: 'select' })
  }

  /** Makes a grid of an outline, in the area that fits best. */
  draw(outline: readonly Point[]): void {
    this.edit(outline, (sheet) => {
      const { layer, drawMode } = this.state
      const { areaCode, like, unitId } = areaForGround(sheet, outline, this.areas)
      const code = suggestCode(sheet, areaCode, like)
      const ending = code.slice(areaCode.length)
      const drawn = { layer, areaCode, unitId, code, name: `新网格 ${ending}`, nameEn: `New grid ${ending}` }
      const { change, addedId } = drawGrid(sheet, outline, drawMode, drawn)
      return { change, selectedId: addedId }
    })
  }

  /** Takes the selected grid away and leaves a gap. */
  remove(): void {
    const { selectedId } = this.state
    if (selectedId !== null) this.edit([], () => ({ change: new Map([[selectedId, null]]) }))
  }

  /** Changes what a grid is called; one that is not saved yet can also be given to another area. */
  rename(id: number, names: Partial<Pick<EditableGrid, 'code' | 'name' | 'nameEn' | 'areaCode' | 'unitId'>>): void {
    this.edit([], (sheet) => ({ change: new Map([[id, { ...sheet.get(id)!, ...names }]]) }))
  }

  undo(): void {
    this.travel(undone(this.state.history))
  }

  redo(): void {
    this.travel(redone(this.state.history))
  }

  /** Sends all that is unsaved; what was done before can then no longer be undone. */
  async save(): Promise<boolean> {
    const { loaded, history, revision } = this.state
    const toSend = revision === null ? null : editBodyOf(loaded, history.present, revision)
    if (toSend === null || this.state.saving.type === 'saving') return false
    this.set({ saving: { type: 'saving' }, refusal: null })
    try {
      const result = await saveEdits(this.versionId, toSend.body)
      const next = afterSaving(loaded, history.present, toSend.addedIds, result.addedIds)
      this.store.setState((state) => {
        const index = toSend.addedIds.indexOf(state.selectedId ?? 0)
        const selectedId = index >= 0 ? result.addedIds[index] : state.selectedId
        return {
          ...withGrids({ ...state, selectedId }, { loaded: next, history: NO_HISTORY }),
          revision: result.revision, findings: result.findings, problems: [], saving: { type: 'saved' },
        }
      })
      return true
    } catch (error) {
      this.set({ saving: { type: 'failed', error } })
      return false
    }
  }

  private travel(history: EditorState['history']): void {
    this.store.setState((state) => withProblems(withGrids(state, { history })))
  }

  /** Does one edit, or shows why it is refused. `places` must lie where the grids are known. */
  private edit(
    places: readonly Point[], work: (sheet: Sheet) => { change: Change; selectedId?: number },
  ): void {
    const { state } = this
    // what is on its way to the server must not change under it
    if (state.saving.type === 'saving') return
    try {
      if (!places.every((place) => isLoaded(state.loadedBoxes, place))) throw new EditRefusal('notLoaded')
      const { change, selectedId } = work(state.sheet)
      const next = withProblems(withGrids(state, { history: done(state.history, change) }))
      this.store.setState({
        ...next, saving: { type: 'idle' },
        ...(selectedId === undefined ? {} : { selectedId, chosen: [], survivorId: null }),
      })
    } catch (error) {
      if (!(error instanceof EditRefusal)) throw error
      this.set({ refusal: error, preview: null })
    }
  }
}

function withProblems(state: EditorState): EditorState {
  return { ...state, problems: localProblems(state.loaded, state.sheet, state.history.present) }
}

function isLoaded(boxes: readonly Box[], [lng, lat]: Point): boolean {
  return boxes.some(([west, south, east, north]) => lng >= west && lng <= east && lat >= south && lat <= north)
}

/** The place half-way along a line. */
function halfWay(line: readonly Point[]): Point {
  const lengths = line.slice(1).map((to, index) => Math.hypot(to[0] - line[index][0], to[1] - line[index][1]))
  let left = lengths.reduce((sum, length) => sum + length, 0) / 2
  for (const [index, length] of lengths.entries()) {
    if (left <= length && length > 0) {
      const [from, to] = [line[index], line[index + 1]]
      return [from[0] + (left / length) * (to[0] - from[0]), from[1] + (left / length) * (to[1] - from[1])]
    }
    left -= length
  }
  return line[0]
}
