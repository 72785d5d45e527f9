import { BarChart, type BarSeriesOption } from 'echarts/charts'
import {
  GridComponent, TooltipComponent, type GridComponentOption, type TooltipComponentOption,
} from 'echarts/components'
import { init, use as useParts, type ComposeOption } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'

useParts([BarChart, GridComponent, TooltipComponent, CanvasRenderer])

export type ChartOption = ComposeOption<BarSeriesOption | GridComponentOption | TooltipComponentOption>

interface ChartProps {
  option: ChartOption
  testId: string
  label: string
  /** Told which bar was clicked, by its place in the data. Anywhere in a bar's column or row counts. */
  onBar?(index: number): void
}

/** One chart that fills its box for the life of the page. */
export function Chart({ option, testId, label, onBar }: ChartProps) {
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<ReturnType<typeof init>>(undefined)
  const latest = useRef(onBar)
  useEffect(() => {
    latest.current = onBar
  })

  useEffect(() => {
    const made = init(box.current!)
    chart.current = made
    // A bar of two cases is two pixels high: its whole column takes the click.
    made.getZr().on('click', ({ offsetX, offsetY }) => {
      const place: unknown = made.convertFromPixel({ gridIndex: 0 }, [offsetX, offsetY])
      if (!Array.isArray(place)) return
      const series = (made.getOption() as { xAxis: { type: string }[] }).xAxis[0].type === 'category' ? 0 : 1
      latest.current?.(Number(place[series]))
    })
    const observer = new ResizeObserver(() => made.resize())
    observer.observe(box.current!)
    return () => {
      observer.disconnect()
      made.dispose()
    }
  }, [])
  useEffect(() => {
    chart.current?.setOption(option, { notMerge: true })
  }, [option])

  return <div ref={box} className="chart" data-testid={testId} role="img" aria-label={label} />
}
