import { Button, Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import type { HeatTop, HotCell } from '../../../server/contract/api/heat.ts'
import { useErrorText } from '../../api/use-error-text.ts'
import { valueOf, type Loaded } from '../../api/use-json.ts'
import type { CityIndex } from '../../city/city-index.ts'
import { categoryName } from '../../city/place-names.ts'
import { useLanguage } from '../../language/language.ts'
import { Trend } from './trend.tsx'

interface TopCellsProps {
  city: CityIndex
  state: Loaded<HeatTop>
  chosen: string | undefined
  onRetry(): void
  onChoose(cell: HotCell): void
}

/** The ten cells with most cases: where, how many, which way it goes, who answers for it, what it mostly is. */
export function TopCells({ city, state, chosen, onRetry, onChoose }: TopCellsProps) {
  const { t } = useTranslation(['review', 'common'])
  const errorText = useErrorText()
  const top = valueOf(state)
  const most = top?.cells[0]?.count ?? 1
  const comparable = top?.cells.some((cell) => cell.before > 0) ?? false
  return (
    <section className="top-cells" data-testid="top-cells" aria-busy={state.type === 'loading'}>
      <h2>
        {t('top.title')}
        {top !== undefined && <span>{t('top.of', { count: top.n })}</span>}
      </h2>
      {state.type === 'failed' && (
        <div className="panel-error" role="alert">
          {errorText(state.error)}
          <Button size="small" onClick={onRetry}>{t('common:retry')}</Button>
        </div>
      )}
      {top === undefined && state.type === 'loading' && <Skeleton active paragraph={{ rows: 10 }} title={false} />}
      {top !== undefined && top.cells.length === 0 && <div className="chart-note">{t('top.empty')}</div>}
      {top !== undefined && top.cells.length > 0 && (
        <table>
          <thead>
            <tr>
              <th>{t('top.rank')}</th>
              <th>{t('top.place')}</th>
              <th className="number">{t('top.count')}</th>
              <th className="number" title={t('top.trendHint')}>{t('top.trend')}</th>
            </tr>
          </thead>
          <tbody>
            {top.cells.map((cell, index) => (
              <TopCell
                key={cell.cell} city={city} cell={cell} rank={index + 1} share={cell.count / most} comparable={comparable}
                chosen={cell.cell === chosen} onChoose={() => onChoose(cell)}
              />
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

interface TopCellProps {
  city: CityIndex
  cell: HotCell
  rank: number
  share: number
  comparable: boolean
  chosen: boolean
  onChoose(): void
}

function TopCell({ city, cell, rank, share, comparable, chosen, onChoose }: TopCellProps) {
  const { t } = useTranslation('review')
  const language = useLanguage()
  const inEnglish = language === 'en'
  const owner = (inEnglish ? cell.ownerNameEn : '') || cell.ownerName || t('top.noOwner')
  return (
    <tr
      aria-selected={chosen} data-testid={`top-cell-${rank}`} tabIndex={0} onClick={onChoose}
      onKeyDown={(event) => {
        if (event.key === 'Enter') onChoose()
      }}
    >
      <td className="top-rank">{rank}</td>
      <td>
        <strong>{(inEnglish ? cell.placeNameEn : '') || cell.placeName}</strong>
        <span className="top-owner" title={`${t('top.owner')} · ${t('top.category')}`}>
          {owner}
          {cell.topCategoryCode !== null && ` · ${categoryName(city, cell.topCategoryCode, language)}`}
        </span>
      </td>
      <td className="number top-count">
        {cell.count.toLocaleString('en-US')}
        <i style={{ width: `${share * 100}%` }} />
      </td>
      <td className="number"><Trend change={cell.change} before={cell.before} comparable={comparable} /></td>
    </tr>
  )
}
