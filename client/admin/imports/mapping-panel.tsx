import { Alert } from 'antd'
import type { Dispatch } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../api/use-error-text.ts'
import { FieldTable } from './field-table.tsx'
import { FirstRows } from './first-rows.tsx'
import { type ChosenFile, previewShown, type WizardAction } from './import-wizard.ts'
import { hasPlace } from './layer-kinds.ts'
import { SourceOptionsForm } from './source-options-form.tsx'
import { useDatumText } from './use-datum-text.ts'
import { useFieldText } from './use-field-text.ts'

/** One file: how it is read, which column is which field, and its first rows. */
export function MappingPanel({ file, dispatch }: { file: ChosenFile; dispatch: Dispatch<WizardAction> }) {
  const { t } = useTranslation('adminImport')
  const errorText = useErrorText()
  const datumText = useDatumText()
  const fieldText = useFieldText()
  const { key, layer, options, preview } = file
  const shown = previewShown(preview)
  if (layer === undefined) return <div className="imports-panel imports-hint">{t('mapping.unknownLayer')}</div>
  const change = (changes: Partial<ChosenFile['options']>) => dispatch({ type: 'options', key, options: changes })

  return (
    <div className="imports-panel" data-testid="import-mapping" data-preview={preview.type}>
      <SourceOptionsForm file={file} layer={layer} preview={shown} onChange={change} />
      {preview.type === 'failed' && (
        <Alert
          type="error" showIcon title={t('mapping.failedTitle')} description={errorText(preview.error)}
          data-testid="import-preview-error"
        />
      )}
      {shown?.datum.from === 'assumed' && hasPlace(layer) && (
        <Alert
          type="warning" showIcon title={t('mapping.datumWarning', { datum: datumText(shown.datum.code) })}
          data-testid="import-datum-assumed"
        />
      )}
      {shown !== undefined && shown.missing.length > 0 && (
        <Alert
          type="error" showIcon data-testid="import-missing"
          title={t('mapping.missingTitle', { fields: shown.missing.map(fieldText).join(t('comma')) })}
        />
      )}
      {shown === undefined && preview.type !== 'failed' && <div className="imports-hint">{t('mapping.reading')}</div>}
      {shown !== undefined && (
        <div className="imports-columns" aria-busy={preview.type === 'asked'}>
          <FieldTable
            layer={layer} preview={shown} stated={options.fields ?? {}} onChange={(fields) => change({ fields })}
          />
          <FirstRows preview={shown} />
        </div>
      )}
    </div>
  )
}
