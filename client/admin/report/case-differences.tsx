import { Button, Spin } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CaseDifferences } from '../../../server/contract/api/boundaries.ts'
import { useErrorText } from '../../api/use-error-text.ts'
import type { Loaded } from '../../api/use-json.ts'
import { nameOf, useLanguage } from '../../language/language.ts'

export type DifferingCase = CaseDifferences['cases'][number]

interface CaseDifferencesListProps {
  state: Loaded<CaseDifferences>
  selectedId: number | undefined
  onSelect(record: DifferingCase): void
  onReload(): void
}

/** The open cases that a version would give another owner; they keep the one they have. */
export function CaseDifferencesList({ state, selectedId, onSelect, onReload }: CaseDifferencesListProps) {
  const { t } = useTranslation(['adminReport', 'common'])
  const errorText = useErrorText()
  const language = useLanguage()
  if (state.type === 'loading') {
    return <div className="report-notice" role="status"><Spin /><p>{t('cases.loading')}</p></div>
  }
  if (state.type === 'failed') {
    return (
      <div className="panel-error report-failed" role="alert">
        {errorText(state.error)}
        <Button size="small" onClick={onReload}>{t('common:retry')}</Button>
      </div>
    )
  }
  const { openCases, count, cases } = state.value
  if (count === 0) return <div className="report-notice report-clean"><h3>{t('cases.none', { total: openCases })}</h3></div>
  const owner = (grid: DifferingCase['from']) => (
    grid === null
      ? <td className="muted">{t('cases.noGrid')}</td>
      : <td title={grid.code}>{nameOf(grid, language)}<code>{grid.code}</code></td>
  )
  return (
    <>
      <div className="case-differences-head" data-testid="case-differences">
        <strong>{t('cases.summary', { count, total: openCases })}</strong>
        <p>{t('cases.keep')}</p>
      </div>
      <div className="case-differences">
        <table>
          <thead><tr><th>{t('cases.number')}</th><th>{t('cases.from')}</th><th>{t('cases.to')}</th></tr></thead>
          <tbody>
            {cases.map((record) => (
              <tr key={record.id} data-chosen={record.id === selectedId} ref={record.id === selectedId ? intoView : undefined}>
                <td>
                  <button type="button" title={t('list.show')} onClick={() => onSelect(record)}>{record.number}</button>
                </td>
                {owner(record.from)}
                {owner(record.to)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {count > cases.length && <div className="report-foot">{t('cases.first', { count: cases.length })}</div>}
    </>
  )
}

function intoView(row: HTMLElement | null): void {
  row?.scrollIntoView({ block: 'nearest' })
}
