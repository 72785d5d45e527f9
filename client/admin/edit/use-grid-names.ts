import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { nameOf, useLanguage } from '../../language/language.ts'
import type { GridEditor } from './grid-editor.ts'

/** Gives a function that names grids in the language shown, also those that were taken away. */
export function useGridNames(editor: GridEditor): (ids: readonly number[]) => string {
  const { t } = useTranslation('boundaryEditor')
  const language = useLanguage()
  const { sheet, loaded } = useStore(editor.store)
  return (ids) => {
    const names = ids.map((id) => {
      const grid = sheet.get(id) ?? loaded.get(id)
      return grid ? nameOf(grid, language) : String(id)
    })
    return names.length === 0 ? t('grid') : names.join(language === 'zh' ? '、' : ', ')
  }
}
