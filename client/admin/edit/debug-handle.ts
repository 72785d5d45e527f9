import type { EditorMap } from './editor-map.ts'
import type { GridEditor } from './grid-editor.ts'

declare global {
  interface Window {
    /** A debugging handle, for reading only: browser tests ask it what the editor has and where it is drawn. */
    gridwallEditor?: {
      /** Where a place is drawn, in CSS pixels of the map. */
      project(lng: number, lat: number): { x: number; y: number }
      /** Whether the map is drawn and takes clicks. */
      isReady(): boolean
      /** The grids that can be edited now. */
      gridIds(): number[]
    }
  }
}

/** Puts the handle up; the answer takes it down. */
export function exposeEditor(map: EditorMap, editor: GridEditor): () => void {
  window.gridwallEditor = {
    project: (lng, lat) => map.project(lng, lat),
    isReady: () => map.isReady(),
    gridIds: () => [...editor.store.getState().sheet.keys()],
  }
  return () => { delete window.gridwallEditor }
}
