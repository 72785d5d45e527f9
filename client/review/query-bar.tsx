import { DatePicker, Segmented, Select, TreeSelect } from 'antd'
import dayjs from 'dayjs'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { areaTree, categoryTree } from '../city/choice-trees.ts'
import type { CityIndex } from '../city/city-index.ts'
import { addDays, type CityTime } from '../city/city-time.ts'
import { useLanguage } from '../language/language.ts'
import { FIRST_QUERY, PRESETS, RESOLUTIONS, type Bounds, type Preset, type ReviewQuery } from './review-query.ts'

interface QueryBarProps {
  city: CityIndex
  time: CityTime
  query: ReviewQuery
  bounds: Bounds
  nowMs: number
  onQuery(query: ReviewQuery): void
}

/** Which cases the review looks at: when, what, where, and how finely. */
export function QueryBar({ city, time, query, bounds, nowMs, onQuery }: QueryBarProps) {
  const { t } = useTranslation('review')
  const language = useLanguage()
  const categories = useMemo(() => categoryTree(city, language, false), [city, language])
  const areas = useMemo(() => areaTree(city, language, 4), [city, language])
  const { period } = query
  const lastDay = time.day(Date.parse(bounds.to) - 1)
  const today = time.day(nowMs)
  const isFirst = JSON.stringify(query) === JSON.stringify(FIRST_QUERY)
  return (
    <div className="query-bar" data-testid="query-bar">
      <Segmented<Preset | 'custom'>
        value={period.type === 'preset' ? period.preset : 'custom'} data-testid="period-preset"
        options={[
          ...PRESETS.map((preset) => ({ value: preset, label: t(`preset.${preset}`) })),
          { value: 'custom' as const, label: t('query.custom') },
        ]}
        onChange={(value) => onQuery({
          ...query,
          period: value === 'custom'
            ? { type: 'days', from: time.day(bounds.from), to: lastDay }
            : { type: 'preset', preset: value },
        })}
      />
      <DatePicker.RangePicker
        className="query-days" allowClear={false} value={[dayjs(time.day(bounds.from)), dayjs(lastDay)]}
        disabledDate={(date) => date.format('YYYY-MM-DD') > today || date.format('YYYY-MM-DD') < addDays(today, -1095)}
        onChange={(_, [from, to]) => onQuery({ ...query, period: { type: 'days', from, to } })}
      />
      <TreeSelect
        className="query-category" treeData={categories} value={query.category} allowClear listHeight={420}
        showSearch={{ treeNodeFilterProp: 'search' }} placeholder={t('query.allCategories')} data-testid="query-category"
        styles={{ popup: { root: { minWidth: 320 } } }}
        onChange={(category: string | undefined) => onQuery({ ...query, category })}
      />
      <TreeSelect
        className="query-area" treeData={areas} value={query.area} allowClear listHeight={420}
        showSearch={{ treeNodeFilterProp: 'search' }} placeholder={t('query.wholeArea')} data-testid="query-area"
        styles={{ popup: { root: { minWidth: 260 } } }}
        onChange={(area: string | undefined) => onQuery({ ...query, area })}
      />
      <Select
        className="query-resolution" value={query.resolution} data-testid="query-resolution"
        title={t('query.resolutionHint', { resolution: query.resolution, size: t(`query.resolutions.${query.resolution}`) })}
        options={RESOLUTIONS.map((value) => ({ value, label: t(`query.resolutions.${value}`) }))}
        prefix={t('query.resolution')}
        onChange={(resolution) => onQuery({ ...query, resolution })}
      />
      {!isFirst && (
        <button type="button" className="query-reset" onClick={() => onQuery(FIRST_QUERY)}>{t('query.reset')}</button>
      )}
    </div>
  )
}
