import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { SourcePreview } from '../../../server/contract/api/imports.ts'
import { useLanguage } from '../../language/language.ts'
import { useFieldText } from './use-field-text.ts'

/** The first rows of a file as they are understood, each with what is wrong with it. */
export function FirstRows({ preview }: { preview: SourcePreview }) {
  const { t } = useTranslation('adminImport')
  const language = useLanguage()
  const fieldText = useFieldText()
  const { rows, missing, mapping } = preview
  if (missing.length > 0) return <div className="imports-hint">{t('mapping.rowsAfterFields')}</div>
  if (rows.length === 0) return <div className="imports-hint">{t('mapping.noRows')}</div>
  const columns = preview.fields.map(({ field }) => field).filter((field) => mapping[field] !== undefined)
  return (
    <div className="imports-rows" data-testid="import-rows">
      <h3>{t('mapping.rows', { count: rows.length })}</h3>
      <div>
        <table>
          <thead>
            <tr>
              <th>{t('mapping.row')}</th>
              {columns.map((field) => <th key={field}>{fieldText(field)}</th>)}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ row, fields, problems }) => (
              <Fragment key={row}>
                <tr data-wrong={problems.length > 0 || undefined}>
                  <td>{row}</td>
                  {columns.map((field) => <td key={field}>{valueText(fields[field])}</td>)}
                </tr>
                {problems.length > 0 && (
                  <tr className="imports-problems">
                    <td />
                    <td colSpan={columns.length}>
                      {problems.map(({ text, textEn }) => <p key={text}>{language === 'zh' ? text : textEn}</p>)}
                    </td>
                  </tr>
                )}
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}

function valueText(value: unknown): string {
  return value === null || value === undefined ? '' : String(value)
}
