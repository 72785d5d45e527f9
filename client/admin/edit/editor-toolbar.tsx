import { App, Button, Segmented, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { GRID_LAYERS, type GridLayer } from '../../../server/contract/api/grids.ts'
import { isDirty, TOOLS } from './editor-state.ts'
import type { GridEditor } from './grid-editor.ts'
import { REDO_PATH, TOOL_PATHS, ToolIcon, UNDO_PATH } from './tool-icon.tsx'

/** What can be done with the grids: a tool, a step back or forth, saving. Under it what the tool in hand does. */
export function EditorToolbar({ editor, onSave }: { editor: GridEditor; onSave(): void }) {
  const { t } = useTranslation('boundaryEditor')
  const { modal } = App.useApp()
  const state = useStore(editor.store)
  const { tool, layer, history, saving, drawMode, selectedId } = state
  const dirty = isDirty(state)
  const setLayer = (next: GridLayer) => {
    if (!dirty) return editor.setLayer(next)
    modal.confirm({
      title: t('leave'), content: t('discardLayer'), okText: t('discard'), cancelText: t('keep'),
      onOk: () => editor.setLayer(next),
    })
  }
  const hint = tool === 'vertices' && selectedId === null ? t('hint.verticesNone') : t(`hint.${tool}`)
  return (
    <div className="edit-toolbar">
      <div className="edit-toolbar-row">
        <Select<GridLayer>
          value={layer} onChange={setLayer} variant="borderless" popupMatchSelectWidth={false} className="edit-layer"
          options={GRID_LAYERS.map((value) => ({ value, label: t(`layer.${value}`) }))} data-testid="edit-layer"
        />
        {TOOLS.map((name) => (
          <button
            key={name} type="button" aria-pressed={tool === name} onClick={() => editor.setTool(name)}
            data-testid={`edit-${name}`}
          >
            <ToolIcon path={TOOL_PATHS[name]} />
            {t(`tool.${name}`)}
          </button>
        ))}
        <button
          type="button" disabled={history.past.length === 0} onClick={() => editor.undo()}
          title={`${t('undo')} Ctrl-Z`} aria-label={t('undo')} data-testid="edit-undo"
        >
          <ToolIcon path={UNDO_PATH} />
        </button>
        <button
          type="button" disabled={history.future.length === 0} onClick={() => editor.redo()}
          title={`${t('redo')} Ctrl-Y`} aria-label={t('redo')} data-testid="edit-redo"
        >
          <ToolIcon path={REDO_PATH} />
        </button>
        <div className="edit-save">
          <span className={dirty ? 'edit-unsaved' : 'edit-saved'}>
            {dirty ? t('unsaved', { count: history.present.size }) : saving.type === 'saved' ? t('saved') : ''}
          </span>
          <Button
            type="primary" size="small" disabled={!dirty} loading={saving.type === 'saving'} onClick={onSave}
            data-testid="edit-save"
          >
            {t('save')}
          </Button>
        </div>
      </div>
      <div className="edit-toolbar-hint" role="status">
        {hint}
        {tool === 'draw' && (
          <Segmented
            size="small" value={drawMode} onChange={(value) => editor.setDrawMode(value)}
            options={(['take', 'gap'] as const).map((value) => ({ value, label: t(`drawMode.${value}`) }))}
          />
        )}
      </div>
    </div>
  )
}
