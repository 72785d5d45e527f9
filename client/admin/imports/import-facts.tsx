import { useTranslation } from 'react-i18next'
import type { ImportRecord } from '../../../server/contract/api/imports.ts'
import { hasPlace } from './layer-kinds.ts'
import { useDatumText } from './use-datum-text.ts'

/** Of what files an import was read, and per layer what it would change. */
export function ImportFacts({ record: { sources, summary } }: { record: ImportRecord }) {
  const { t } = useTranslation('adminImport')
  const datumText = useDatumText()
  return (
    <div className="imports-facts">
      <table data-testid="import-sources">
        <thead>
          <tr><th>{t('file')}</th><th>{t('layer')}</th><th>{t('result.content')}</th></tr>
        </thead>
        <tbody>
          {sources.map(({ file, options: { layer }, rows, refusedRows, datum }) => (
            <tr key={`${layer} ${file}`}>
              <td title={file}>{file}</td>
              <td>{t(`layers.${layer}`)}</td>
              <td>
                {t('result.rows', { rows: rows.toLocaleString() })}
                {refusedRows > 0 && <em>{t('result.refused', { count: refusedRows })}</em>}
                {hasPlace(layer) && <i>{t('result.read', { datum: datumText(datum.code) })}</i>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {summary.length > 0 && (
        <table data-testid="import-summary">
          <thead>
            <tr>
              <th>{t('result.summary')}</th>
              <th>{t('result.added')}</th><th>{t('result.changed')}</th><th>{t('result.removed')}</th>
            </tr>
          </thead>
          <tbody>
            {summary.map(({ layer, added, changed, removed }) => (
              <tr key={layer} data-layer={layer}>
                <td>{t(`layers.${layer}`)}</td>
                {added + changed + removed === 0
                  ? <td colSpan={3} className="imports-nothing">{t('result.nothing')}</td>
                  : (
                      <>
                        <td className="imports-added" data-none={added === 0 || undefined}>{count(added)}</td>
                        <td className="imports-changed" data-none={changed === 0 || undefined}>{count(changed)}</td>
                        <td className="imports-removed" data-none={removed === 0 || undefined}>{count(removed)}</td>
                      </>
                    )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}

function count(value: number): string {
  return value === 0 ? '—' : value.toLocaleString()
}
