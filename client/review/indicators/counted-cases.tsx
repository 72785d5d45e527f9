import { Button, Drawer, Segmented, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { IndicatorCases, IndicatorDefinition } from '../../../server/contract/api/indicators.ts'
import { withQuery } from '../../api/query-string.ts'
import { useErrorText } from '../../api/use-error-text.ts'
import { usePages } from '../../api/use-pages.ts'
import type { CityIndex } from '../../city/city-index.ts'
import type { CityTime } from '../../city/city-time.ts'
import { areaName, categoryName } from '../../city/place-names.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import type { parametersOf } from './indicator-question.ts'

/** Which number was opened. */
export interface OpenedCount {
  definition: IndicatorDefinition
  title: string
  filter: ReturnType<typeof parametersOf> & { by?: string; key?: string; asOf: string }
}

interface CountedCasesProps {
  opened: OpenedCount
  city: CityIndex
  time: CityTime
  onClose(): void
}

type Counted = IndicatorCases['cases'][number]

/** The cases behind one number, newest first; each opens at the desk. */
export function CountedCases({ opened: { definition, title, filter }, city, time, onClose }: CountedCasesProps) {
  const { t } = useTranslation(['indicators', 'common'])
  const language = useLanguage()
  const errorText = useErrorText()
  const [part, setPart] = useState<'numerator' | 'denominator'>('numerator')
  // an empty key is a key: the cases that have none
  const { key, ...rest } = filter
  const path = `${withQuery(`/api/indicators/${definition.code}/cases`, { ...rest, part, limit: 50 })}${
    key === undefined ? '' : `&key=${encodeURIComponent(key)}`}`
  const { rows, state, more, reload } = usePages<IndicatorCases, Counted>(
    path, (before) => (before === null ? path : `${path}&before=${before}`),
    ({ cases, nextBefore }) => ({ rows: cases, next: nextBefore === null ? null : String(nextBefore) }),
  )
  return (
    <Drawer
      open onClose={onClose} size={560} title={`${nameOf(definition, language)}${title === '' ? '' : ` · ${title}`}`}
      extra={definition.denominator !== null && (
        <Segmented
          size="small" value={part} onChange={setPart} data-testid="counted-part"
          options={(['numerator', 'denominator'] as const).map((value) => ({ value, label: t(`cases.${value}`) }))}
        />
      )}
    >
      <p className="counted-words">{definition[part]?.[language]}</p>
      <ul className="counted-cases" data-testid="counted-cases">
        {rows.map(({ case: one, amount }) => (
          <li key={one.id}>
            <span className={`status-dot status-${one.status}`} title={t(`common:status.${one.status}`)} />
            <a href={`/desk?case=${one.id}`} title={t('cases.open')}>{one.number}</a>
            <span>{categoryName(city, one.categoryCode, language)}</span>
            <time>{time.dateTime(one.reportedAt)}</time>
            <span className="counted-text" title={one.description}>
              {areaName(city, one.areaCode, language)} · {one.description}
            </span>
            {definition.unit === '%' && amount !== 1 && <small>{t('cases.amount', { amount })}</small>}
          </li>
        ))}
      </ul>
      {state.type === 'loading' && <Skeleton active paragraph={{ rows: 4 }} title={false} />}
      {state.type === 'failed' && (
        <div className="panel-error" role="alert">
          {errorText(state.error)} <Button size="small" onClick={reload}>{t('common:retry')}</Button>
        </div>
      )}
      {state.type === 'loaded' && rows.length === 0 && <p className="chart-note">{t('cases.empty')}</p>}
      {more !== undefined && <Button block size="small" onClick={more}>{t('cases.more')}</Button>}
    </Drawer>
  )
}
