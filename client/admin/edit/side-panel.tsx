import type { CityRecord } from '../../../server/contract/api/city.ts'
import { useStore } from 'zustand'
import { EditReport } from './edit-report.tsx'
import type { GridEditor } from './grid-editor.ts'
import { GridPanel } from './grid-panel.tsx'
import { MergePanel } from './merge-panel.tsx'
import type { Box } from './shared-edges/plane.ts'

interface SidePanelProps {
  editor: GridEditor
  city: CityRecord
  onShow(box: Box): void
}

/** Beside the map: the grid in hand, or those to be merged, and under it the report. */
export function SidePanel({ editor, city, onShow }: SidePanelProps) {
  const tool = useStore(editor.store, (state) => state.tool)
  return (
    <aside className="edit-side">
      {tool === 'merge' ? <MergePanel editor={editor} /> : <GridPanel editor={editor} city={city} />}
      <EditReport editor={editor} onShow={onShow} />
    </aside>
  )
}
