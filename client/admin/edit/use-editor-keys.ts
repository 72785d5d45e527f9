import { useEffect } from 'react'
import type { EditorMap } from './editor-map.ts'
import type { GridEditor } from './grid-editor.ts'

/** Esc gives up what is drawn, else the tool, else the selection; Ctrl-Z, Ctrl-Y and Ctrl-Shift-Z step back and forth;
 * Delete takes the vertex under the pointer out; Enter merges; Ctrl-S saves. Not while something is typed. */
export function useEditorKeys(editor: GridEditor, map: EditorMap | null, onSave: () => void): void {
  useEffect(() => {
    const actions: Record<string, () => void> = {
      'control z': () => editor.undo(),
      'control shift z': () => editor.redo(),
      'control y': () => editor.redo(),
      'control s': onSave,
      delete: () => map?.deleteHovered(),
      backspace: () => map?.deleteHovered(),
      enter: () => {
        if (editor.store.getState().tool === 'merge') editor.merge()
      },
      escape: () => {
        if (map?.cancelDrawing() === true) return
        if (editor.store.getState().tool === 'select') editor.select(null)
        else editor.setTool('select')
      },
    }
    const onKey = (event: KeyboardEvent) => {
      const { target } = event
      if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) return
      const control = event.ctrlKey || event.metaKey ? 'control ' : ''
      const action = actions[`${control}${event.shiftKey ? 'shift ' : ''}${event.key.toLowerCase()}`]
      if (action === undefined) return
      action()
      if (control !== '') event.preventDefault()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [editor, map, onSave])
}
