import { DatePicker, Segmented, TreeSelect } from 'antd'
import dayjs from 'dayjs'
import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { areaTree, categoryTree } from '../../city/choice-trees.ts'
import type { CityIndex } from '../../city/city-index.ts'
import { useLanguage } from '../../language/language.ts'
import { daysOfPreset, INDICATOR_PRESETS, type IndicatorQuestion, presetOf } from './indicator-question.ts'

interface IndicatorBarProps {
  city: CityIndex
  question: IndicatorQuestion
  today: string
  /** What can be chosen. */
  asks: 'all' | 'area' | 'nothing'
  onQuestion(question: IndicatorQuestion): void
  children: ReactNode
}

/** Which cases the indicators are of: when, where, what. */
export function IndicatorBar({ city, question, today, asks, onQuestion, children }: IndicatorBarProps) {
  const { t } = useTranslation(['indicators', 'review'])
  const language = useLanguage()
  const categories = useMemo(() => categoryTree(city, language, false), [city, language])
  const areas = useMemo(() => areaTree(city, language, 4), [city, language])
  const { days, area, category } = question
  return (
    <div className="query-bar" data-testid="indicator-bar">
      {children}
      {asks === 'all' && (
        <>
          <Segmented
            value={presetOf(days, today) ?? 'custom'} data-testid="indicator-preset"
            options={INDICATOR_PRESETS.map((preset) => ({ value: preset as string, label: t(`preset.${preset}`) }))}
            onChange={(value) => {
              const preset = INDICATOR_PRESETS.find((known) => known === value)
              if (preset !== undefined) onQuestion({ ...question, days: daysOfPreset(preset, today) })
            }}
          />
          <DatePicker.RangePicker
            className="query-days" allowClear={false} value={[dayjs(days.from), dayjs(days.to)]}
            disabledDate={(date) => date.format('YYYY-MM-DD') > today}
            onChange={(_, [from, to]) => onQuestion({ ...question, days: { from, to } })}
          />
          <TreeSelect
            className="query-category" treeData={categories} value={category} allowClear listHeight={420}
            showSearch={{ treeNodeFilterProp: 'search' }} placeholder={t('review:query.allCategories')}
            styles={{ popup: { root: { minWidth: 320 } } }}
            onChange={(chosen: string | undefined) => onQuestion({ ...question, category: chosen })}
          />
        </>
      )}
      {asks !== 'nothing' && (
        <TreeSelect
          className="query-area" treeData={areas} value={area} allowClear listHeight={420} data-testid="indicator-area"
          showSearch={{ treeNodeFilterProp: 'search' }} placeholder={t('review:query.wholeArea')}
          styles={{ popup: { root: { minWidth: 260 } } }}
          onChange={(chosen: string | undefined) => onQuestion({ ...question, area: chosen })}
        />
      )}
    </div>
  )
}
