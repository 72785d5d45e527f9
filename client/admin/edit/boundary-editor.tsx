import { useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { CityRecord } from '../../../server/contract/api/city.ts'
import { useCity } from '../../city/use-city.ts'
import { useLanguage } from '../../language/language.ts'
import { PageNotice } from '../../shell/page-notice.tsx'
import { exposeEditor } from './debug-handle.ts'
import { EditorMap } from './editor-map.ts'
import { EditorNotices } from './editor-notices.tsx'
import { EditorToolbar } from './editor-toolbar.tsx'
import { isDirty } from './editor-state.ts'
import { GridEditor } from './grid-editor.ts'
import { SidePanel } from './side-panel.tsx'
import { useEditorKeys } from './use-editor-keys.ts'
import '../../theme/states.css'
import './boundary-editor.css'

interface BoundaryEditorProps {
  /** A draft. */
  versionId: number
  /** Told after each save. */
  onSaved?(): void
  /** Told when unsaved changes appear and when they are gone, so that a page can ask before it leaves. */
  onDirty?(dirty: boolean): void
}

/** The grids of a draft on the map, to be drawn, split, merged and moved. */
export default function BoundaryEditor(props: BoundaryEditorProps) {
  const { state, city } = useCity()
  if (city !== undefined) return <Table key={props.versionId} {...props} city={city.record} />
  return <PageNotice {...(state.type === 'failed' ? { type: 'failed', error: state.error } : { type: 'loading' })} />
}

function Table({ versionId, onSaved, onDirty, city }: BoundaryEditorProps & { city: CityRecord }) {
  const language = useLanguage()
  const container = useRef<HTMLDivElement>(null)
  const [editor] = useState(() => new GridEditor(versionId, city.areas))
  const [map, setMap] = useState<EditorMap | null>(null)
  const dirty = useStore(editor.store, isDirty)
  const start = useRef({ city, language })

  useEffect(() => {
    const made = new EditorMap({ container: container.current!, editor, ...start.current })
    const observer = new ResizeObserver(() => made.resize())
    observer.observe(container.current!)
    setMap(made)
    const hide = exposeEditor(made, editor)
    return () => {
      hide()
      observer.disconnect()
      editor.close()
      made.destroy()
    }
  }, [editor])
  useEffect(() => map?.setLanguage(language), [map, language])

  const save = async () => {
    if (await editor.save()) onSaved?.()
  }
  useEditorKeys(editor, map, () => void save())
  useEffect(() => {
    onDirty?.(dirty)
    if (!dirty) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', warn)
    return () => removeEventListener('beforeunload', warn)
  }, [dirty, onDirty])

  return (
    <div className="boundary-editor">
      <div className="boundary-editor-map">
        <div ref={container} className="city-map" data-testid="boundary-map" />
        <EditorToolbar editor={editor} onSave={() => void save()} />
        <EditorNotices editor={editor} />
      </div>
      <SidePanel editor={editor} city={city} onShow={(box) => map?.show(box)} />
    </div>
  )
}
