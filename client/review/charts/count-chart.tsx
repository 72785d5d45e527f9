import { Button, Spin } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Counts } from '../../../server/contract/api/heat.ts'
import { useErrorText } from '../../api/use-error-text.ts'
import { useJson, valueOf } from '../../api/use-json.ts'
import { lyingBars, standingBars } from './bar-options.ts'
import { Chart } from './chart.tsx'

interface CountChartProps {
  title: string
  /** What a click on a bar does, in words; absent where it does nothing. */
  hint: string | undefined
  path: string
  shape: 'lying' | 'standing'
  testId: string
  /** Bars beyond this are left out: the largest come first. */
  most?: number
  nameOf(key: string): string
  /** What the axis says; the name unless given. */
  shortNameOf?(key: string): string
  isChosen(key: string): boolean
  onKey?(key: string): void
}

/** Cases by one dimension, as the server counted them. */
export function CountChart(props: CountChartProps) {
  const { title, hint, path, shape, testId, most, nameOf, shortNameOf = nameOf, isChosen, onKey } = props
  const { t } = useTranslation(['review', 'common'])
  const errorText = useErrorText()
  const { state, reload } = useJson<Counts>(path)
  const counts = valueOf(state)
  const keys = useMemo(() => counts?.key.slice(0, most) ?? [], [counts, most])
  const bars = keys.map((key, index) => ({
    name: nameOf(key), short: shortNameOf(key), count: counts!.count[index], chosen: isChosen(key),
  }))
  // Names and marks change with the language and the query: the text of the bars says when to draw anew.
  const drawn = JSON.stringify(bars)
  const option = useMemo(() => {
    const parsed = JSON.parse(drawn) as typeof bars
    return shape === 'lying' ? lyingBars(parsed) : standingBars(parsed)
  }, [drawn, shape])
  const pick = (index: number) => {
    const key = keys[index]
    if (key !== undefined) onKey?.(key)
  }
  return (
    <section className="count-chart" title={hint}>
      <h3>
        {title}
        {state.type === 'loading' && counts !== undefined && <Spin size="small" />}
        {counts !== undefined && <span>{t('chart.total', { count: counts.n })}</span>}
      </h3>
      <div className={onKey === undefined ? 'count-chart-body' : 'count-chart-body count-chart-active'}>
        {state.type === 'failed'
          ? (
            <div className="chart-note" role="alert">
              {errorText(state.error)}
              <Button size="small" onClick={reload}>{t('common:retry')}</Button>
            </div>
          )
          : counts === undefined
            ? <div className="chart-note"><Spin /></div>
            : counts.n === 0
              ? <div className="chart-note">{t('chart.empty')}</div>
              : <Chart option={option} testId={testId} label={title} onBar={pick} />}
      </div>
    </section>
  )
}
