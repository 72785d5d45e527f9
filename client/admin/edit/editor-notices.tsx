import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { ApiError } from '../../api/api-error.ts'
import { useErrorText } from '../../api/use-error-text.ts'
import type { GridEditor } from './grid-editor.ts'
import { useGridNames } from './use-grid-names.ts'

/** What went wrong, over the lower edge of the map: an edit that is refused, grids that could not be read or saved. */
export function EditorNotices({ editor }: { editor: GridEditor }) {
  const { t } = useTranslation('boundaryEditor')
  const errorText = useErrorText()
  const { refusal, loading, saving, layer } = useStore(editor.store)
  const namesOf = useGridNames(editor)
  const conflict = saving.type === 'failed' && saving.error instanceof ApiError && saving.error.status === 409
  return (
    <div className="edit-notices" aria-live="polite">
      {loading.type === 'tooMany' && <Alert type="info" showIcon title={t('tooMany')} />}
      {loading.type === 'failed' && (
        <Alert type="error" showIcon title={t('loadFailed')} description={errorText(loading.error)} />
      )}
      {saving.type === 'failed' && (
        <Alert
          type="error" showIcon title={conflict ? t('conflict') : t('saveFailed')}
          description={conflict ? undefined : errorText(saving.error)}
          action={conflict && (
            <Button size="small" danger onClick={() => editor.setLayer(layer)}>{t('reload')}</Button>
          )}
        />
      )}
      {refusal !== null && (
        <Alert
          type="warning" showIcon closable={{ onClose: () => editor.dismiss() }} data-testid="edit-refusal"
          title={t('refused') + t(`refusal.${refusal.reason}`, { names: namesOf(refusal.ids) })}
        />
      )}
    </div>
  )
}
