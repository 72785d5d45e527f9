import { Button, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CasePage, CaseSummary } from '../../../server/contract/api/cases.ts'
import { withQuery } from '../../api/query-string.ts'
import { useErrorText } from '../../api/use-error-text.ts'
import { useJson } from '../../api/use-json.ts'
import type { CityIndex } from '../../city/city-index.ts'
import type { CityTime } from '../../city/city-time.ts'
import { categoryName } from '../../city/place-names.ts'
import { useLanguage } from '../../language/language.ts'
import type { Bounds, ReviewQuery } from '../review-query.ts'

interface CellCasesProps {
  cell: string
  title: string
  city: CityIndex
  time: CityTime
  query: ReviewQuery
  bounds: Bounds
  onShow(record: CaseSummary): void
  onClose(): void
}

const PAGE = 50

/** The cases behind one cell of the heat, newest first, a page at a time. */
export function CellCases({ cell, title, city, time, query, bounds, onShow, onClose }: CellCasesProps) {
  const { t } = useTranslation(['review', 'common'])
  // Pages that have been read before the one now asked for.
  const [before, setBefore] = useState<{ cases: readonly CaseSummary[]; before: number | undefined }>({
    cases: [], before: undefined,
  })
  const { state, reload } = useJson<CasePage>(withQuery('/api/cases', {
    cell, ...bounds, category: query.category, area: query.area, limit: PAGE, before: before.before,
  }))
  const errorText = useErrorText()
  const page = state.type === 'loaded' ? state.value : undefined
  const cases = [...before.cases, ...(page?.cases ?? [])]
  const next = page?.nextBefore ?? undefined
  return (
    <section className="cell-cases" data-testid="cell-cases">
      <h2>
        {t('cell.title')}
        <span>{title}</span>
        <button type="button" className="panel-close" aria-label={t('common:close')} onClick={onClose}>×</button>
      </h2>
      <ul>
        {cases.map((record) => (
          <li key={record.id}>
            <CaseLine record={record} city={city} time={time} onShow={() => onShow(record)} />
          </li>
        ))}
        {state.type === 'loading' && <li><Skeleton active paragraph={{ rows: 3 }} title={false} /></li>}
        {state.type === 'failed' && (
          <li className="panel-error" role="alert">
            {errorText(state.error)}
            <Button size="small" onClick={reload}>{t('common:retry')}</Button>
          </li>
        )}
        {page !== undefined && cases.length === 0 && <li className="chart-note">{t('cell.empty')}</li>}
        {next !== undefined && (
          <li><Button size="small" block onClick={() => setBefore({ cases, before: next })}>{t('cell.more')}</Button></li>
        )}
      </ul>
    </section>
  )
}

interface CaseLineProps {
  record: CaseSummary
  city: CityIndex
  time: CityTime
  onShow(): void
}

function CaseLine({ record, city, time, onShow }: CaseLineProps) {
  const { t } = useTranslation(['review', 'common'])
  const language = useLanguage()
  return (
    <div className="case-line" data-testid={`cell-case-${record.id}`}>
      <span className={`status-dot status-${record.status}`} title={t(`common:status.${record.status}`)} />
      <button type="button" onClick={onShow} title={t('cell.show')}>{categoryName(city, record.categoryCode, language)}</button>
      <time>{time.dateTime(record.reportedAt)}</time>
      <span className="case-line-text" title={record.description}>{record.description}</span>
      <a href={`/desk?case=${record.id}`} title={t('cell.openHint')}>{t('cell.open')}</a>
    </div>
  )
}
