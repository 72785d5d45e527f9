import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CityIndex } from '../city/city-index.ts'
import { categoryName } from '../city/place-names.ts'
import { useLanguage } from '../language/language.ts'
import { type CaseCounts, greatest } from './case-counts.ts'
import { classOption, hourOption } from './chart-options.ts'
import { Chart } from './chart.tsx'
import { Panel } from './panel.tsx'

const CLASSES = 8

/** Today's cases by hour over yesterday's. */
export function HourChart({ counts, hourNow }: { counts: CaseCounts; hourNow: number }) {
  const { t } = useTranslation('wall')
  const remPx = useRem()
  const { today, yesterday } = counts
  const option = useMemo(
    () => hourOption({ today, yesterday, hourNow }, { remPx }),
    [today, yesterday, hourNow, remPx],
  )
  return (
    <Panel
      title={t('byHour.title')} className="wall-hours"
      aside={
        <span className="wall-key">
          <i className="bar-today" />{t('byHour.today')}
          <i className="line-yesterday" />{t('byHour.yesterday')}
        </span>
      }
    >
      <Chart option={option} testId="chart-hours" />
    </Panel>
  )
}

/** Today's cases by the eight greatest classes. */
export function ClassChart({ city, counts }: { city: CityIndex; counts: CaseCounts }) {
  const { t } = useTranslation('wall')
  const language = useLanguage()
  const remPx = useRem()
  const { byClass } = counts
  const option = useMemo(() => {
    const classes = greatest(byClass, CLASSES)
    return classOption(classes.map(([code, count]) => ({ name: categoryName(city, code, language), count })), { remPx })
  }, [byClass, city, language, remPx])
  return (
    <Panel
      title={t('byClass.title')} className="wall-classes"
      aside={<span className="wall-aside">{t('byClass.unit')}</span>}
    >
      <Chart option={option} testId="chart-classes" />
    </Panel>
  )
}

const remNow = () => parseFloat(getComputedStyle(document.documentElement).fontSize)

/** The size of 1 rem in pixels; it follows the window. */
function useRem(): number {
  const [remPx, setRemPx] = useState(remNow)
  useEffect(() => {
    const resized = () => setRemPx(remNow())
    window.addEventListener('resize', resized)
    return () => window.removeEventListener('resize', resized)
  }, [])
  return remPx
}
