import { Button, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { nameOf, useLanguage } from '../../language/language.ts'
import type { GridEditor } from './grid-editor.ts'

/** The grids chosen to be merged, and which of them survives. */
export function MergePanel({ editor }: { editor: GridEditor }) {
  const { t } = useTranslation('boundaryEditor')
  const language = useLanguage()
  const { sheet, chosen, survivorId } = useStore(editor.store)
  const grids = chosen.map((id) => sheet.get(id)).filter((grid) => grid !== undefined)
  return (
    <section className="edit-panel" data-testid="edit-merge-panel">
      <header><b>{grids.length < 2 ? t('panel.chooseMore') : t('panel.survivor')}</b></header>
      <Radio.Group
        vertical value={survivorId} onChange={(event) => editor.setSurvivor(event.target.value as number)}
        options={grids.map((grid) => ({
          value: grid.id, label: <>{nameOf(grid, language)} <code>{grid.code}</code></>,
        }))}
      />
      <Button
        type="primary" size="small" disabled={grids.length < 2} onClick={() => editor.merge()}
        data-testid="edit-do-merge"
      >
        {t('panel.merge', { count: grids.length })}
      </Button>
    </section>
  )
}
