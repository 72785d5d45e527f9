import { ACCENT } from '../../map/colours.ts'
import { FONT_FAMILY } from '../../theme/font-family.ts'
import type { ChartOption } from './chart.tsx'

/** One bar: what it is called in full and on the axis, how many, and whether it is the one filtered by. */
export interface Bar {
  name: string
  short: string
  count: number
  chosen: boolean
}

const TEXT = { color: '#9db1cf', fontSize: 12, fontFamily: FONT_FAMILY }
const LINE = { lineStyle: { color: '#1c2b44' } }
const BAR = '#2689a6'

const tooltip = (bars: readonly Bar[]): ChartOption['tooltip'] => ({
  trigger: 'axis', axisPointer: { type: 'shadow', shadowStyle: { color: 'rgba(34, 211, 238, 0.08)' } }, confine: true,
  backgroundColor: '#132036', borderColor: '#2c4163', textStyle: { color: '#e8f0fc', fontSize: 12, fontFamily: FONT_FAMILY },
  formatter: (parameters) => {
    const bar = bars[(Array.isArray(parameters) ? parameters[0] : parameters).dataIndex]
    return `${escapeHtml(bar.name)}&nbsp;&nbsp;<b>${bar.count.toLocaleString('en-US')}</b>`
  },
})

const dataOf = (bars: readonly Bar[]) =>
  bars.map((bar) => ({ value: bar.count, itemStyle: { color: bar.chosen ? ACCENT : BAR } }))

/** Lying bars, the first on top, each with its count at its end. */
export function lyingBars(bars: readonly Bar[]): ChartOption {
  return {
    animationDuration: 300,
    tooltip: tooltip(bars),
    grid: { left: 0, right: 46, top: 2, bottom: 2, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: { type: 'value', show: false },
    yAxis: {
      type: 'category', inverse: true, data: bars.map((bar) => bar.short), axisLine: { show: false },
      axisTick: { show: false }, axisLabel: { ...TEXT, width: 92, overflow: 'truncate', interval: 0 },
    },
    series: [{
      type: 'bar', barMaxWidth: 14, data: dataOf(bars), itemStyle: { borderRadius: [0, 3, 3, 0] },
      label: { ...TEXT, show: true, position: 'right', color: '#e8f0fc' },
    }],
  }
}

/** Standing bars over an axis of times. */
export function standingBars(bars: readonly Bar[]): ChartOption {
  return {
    animationDuration: 300,
    tooltip: tooltip(bars),
    grid: { left: 0, right: 4, top: 8, bottom: 0, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: {
      type: 'category', data: bars.map((bar) => bar.short), axisLine: LINE, axisTick: { show: false },
      axisLabel: { ...TEXT, hideOverlap: true },
    },
    yAxis: { type: 'value', minInterval: 1, splitNumber: 3, splitLine: LINE, axisLabel: TEXT },
    series: [{ type: 'bar', barMaxWidth: 22, barCategoryGap: '22%', large: false, data: dataOf(bars) }],
  }
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
