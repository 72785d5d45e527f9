import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ImportLayer, SourcePreview } from '../../../server/contract/api/imports.ts'
import { placeFields } from './layer-kinds.ts'
import { useFieldText } from './use-field-text.ts'

interface FieldTableProps {
  layer: ImportLayer
  preview: SourcePreview
  /** What was chosen by hand; the rest was guessed by the server. */
  stated: Readonly<Record<string, string>>
  onChange(stated: Record<string, string> | undefined): void
}

/** Which column of the file each of our fields is read from. */
export function FieldTable({ layer, preview, stated, onChange }: FieldTableProps) {
  const { t } = useTranslation('adminImport')
  const fieldText = useFieldText()
  const { headers, mapping, missing } = preview
  // Where a file has geometry of its own, its place is no field.
  const place = preview.format === 'csv' ? placeFields(layer) : []
  const fields = [...preview.fields, ...place.map((field) => ({ field, required: missing.includes(field) }))]

  const choose = (field: string, header: string | undefined) => {
    const { [field]: _before, ...others } = stated
    const next = header === undefined ? others : { ...others, [field]: header }
    onChange(Object.keys(next).length === 0 ? undefined : next)
  }

  return (
    <table className="imports-fields" data-testid="import-fields">
      <thead>
        <tr>
          <th>{t('mapping.ours')}</th>
          <th>{t('mapping.theirs')}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map(({ field, required }) => {
          const isMissing = missing.includes(field)
          return (
            <tr key={field} data-missing={isMissing || undefined}>
              <th scope="row">
                <b>{fieldText(field)}</b>
                {required && <i title={t('mapping.required')}>*</i>}
                <code>{field}</code>
              </th>
              <td>
                <Select
                  value={mapping[field] ?? null} allowClear={stated[field] !== undefined} size="small"
                  status={isMissing ? 'error' : undefined} showSearch data-testid={`import-field-${field}`}
                  placeholder={isMissing ? t('mapping.noHeader') : t('mapping.none')}
                  options={headers.map((header) => ({ value: header, label: header }))}
                  onChange={(header: string | undefined) => choose(field, header)}
                />
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
