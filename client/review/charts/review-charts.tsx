import { useTranslation } from 'react-i18next'
import { withQuery } from '../../api/query-string.ts'
import type { CityIndex } from '../../city/city-index.ts'
import type { CityTime } from '../../city/city-time.ts'
import { categoryName } from '../../city/place-names.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import { onlyDay, type Bounds, type ReviewQuery } from '../review-query.ts'
import { CountChart } from './count-chart.tsx'

interface ReviewChartsProps {
  city: CityIndex
  time: CityTime
  query: ReviewQuery
  bounds: Bounds
  nowMs: number
  onQuery(query: ReviewQuery): void
}

/** Counts by district, category, day and hour; a click on a bar narrows the whole review to it, a second one widens it. */
export function ReviewCharts({ city, time, query, bounds, nowMs, onQuery }: ReviewChartsProps) {
  const { t } = useTranslation('review')
  const language = useLanguage()
  const path = (by: string) =>
    withQuery('/api/reports/counts', { ...bounds, category: query.category, area: query.area, by })
  const areaName = (code: string) => {
    const area = city.areaByCode.get(code)
    return area === undefined ? code : nameOf(area, language)
  }
  const day = onlyDay(query.period, nowMs, time)
  const chosenHour = query.period.type === 'hour' ? query.period.hour : undefined
  const toggleHour = (hour: number) => {
    if (day === undefined) return
    onQuery({
      ...query,
      period: hour === chosenHour ? { type: 'days', from: day, to: day } : { type: 'hour', day, hour },
    })
  }
  return (
    <div className="review-charts">
      <CountChart
        title={t('chart.district')} hint={t('chart.clickArea')} path={path('district')} shape="lying" testId="chart-district"
        nameOf={areaName} isChosen={(code) => code === query.area}
        onKey={(code) => onQuery({ ...query, area: code === query.area ? undefined : code })}
      />
      <CountChart
        title={t('chart.class')} hint={t('chart.clickCategory')} shape="lying" testId="chart-class" most={8}
        path={path(query.category === undefined ? 'class' : 'category')}
        nameOf={(code) => categoryName(city, code, language)} isChosen={(code) => code === query.category}
        onKey={(code) => onQuery({ ...query, category: code === query.category ? undefined : code })}
      />
      <CountChart
        title={t('chart.day')} hint={t('chart.clickDay')} path={path('day')} shape="standing" testId="chart-day"
        nameOf={(key) => key} shortNameOf={(key) => key.slice(5)} isChosen={(key) => key === day}
        onKey={(key) => onQuery({ ...query, period: { type: 'days', from: key, to: key } })}
      />
      <CountChart
        title={t('chart.hour')} hint={day === undefined ? undefined : t('chart.clickHour')} path={path('hour')}
        shape="standing" testId="chart-hour" nameOf={(key) => t('chart.hourOfDay', { hour: key })}
        isChosen={(key) => Number(key) === chosenHour}
        onKey={day === undefined ? undefined : (key) => toggleHour(Number(key))}
      />
    </div>
  )
}
