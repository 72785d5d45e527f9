import { ACCENT, STATUS_COLOURS } from '../map/colours.ts'
import type { ChartOption } from './chart.tsx'

/** What a chart needs to look right: the size of 1 rem in pixels, and the words. */
interface Look {
  remPx: number
}

const FONT = "'Noto Sans SC','Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif"
const MUTED = '#8ea4c6'
const LINE = 'rgba(120,160,220,0.14)'

/** Bars of today by hour over the line of yesterday. Hours to come have no bar. */
export function hourOption(
  { today, yesterday, hourNow }: { today: readonly number[]; yesterday: readonly number[]; hourNow: number },
  { remPx }: Look,
): ChartOption {
  const text = { color: MUTED, fontSize: 0.78 * remPx, fontFamily: FONT }
  return {
    animationDuration: 600,
    animationDurationUpdate: 500,
    grid: { left: 2.3 * remPx, right: 0.3 * remPx, top: 0.7 * remPx, bottom: 1.6 * remPx },
    xAxis: {
      type: 'category',
      data: Array.from({ length: 24 }, (_, hour) => String(hour)),
      axisLabel: { ...text, interval: 3, margin: 0.5 * remPx },
      axisLine: { lineStyle: { color: LINE } },
      axisTick: { show: false },
    },
    yAxis: {
      type: 'value', minInterval: 1, splitNumber: 3, axisLabel: text, splitLine: { lineStyle: { color: LINE } },
    },
    series: [
      {
        type: 'bar', id: 'today', barWidth: '56%', z: 2,
        data: today.map((count, hour) => (hour > hourNow ? null : hour === hourNow
          ? { value: count, itemStyle: { color: gradient('#a5f3fc', '#22d3ee') } }
          : count)),
        itemStyle: { color: gradient('#27bcd6', '#12506f'), borderRadius: [0.15 * remPx, 0.15 * remPx, 0, 0] },
      },
      {
        type: 'line', id: 'yesterday', data: [...yesterday], smooth: 0.35, symbol: 'none', z: 3,
        lineStyle: { color: STATUS_COLOURS.reported, width: 0.11 * remPx, opacity: 0.85, type: [4, 3] },
      },
    ],
  }
}

/** The greatest classes as horizontal bars, the greatest on top, each with its count at the end. */
export function classOption(rows: readonly { name: string; count: number }[], { remPx }: Look): ChartOption {
  const text = { fontSize: 0.84 * remPx, fontFamily: FONT }
  const most = Math.max(1, ...rows.map(({ count }) => count))
  return {
    animationDuration: 600,
    animationDurationUpdate: 500,
    grid: { left: 0, right: 3 * remPx, top: 0.2 * remPx, bottom: 0 },
    xAxis: { type: 'value', show: false, max: most },
    yAxis: {
      type: 'category', inverse: true, data: rows.map(({ name }) => name), show: false,
    },
    series: [
      {
        type: 'bar', id: 'classes', barWidth: 0.42 * remPx, barCategoryGap: '60%',
        data: rows.map(({ count }) => count),
        showBackground: true,
        backgroundStyle: { color: 'rgba(120,160,220,0.10)', borderRadius: 0.21 * remPx },
        itemStyle: { color: gradient('#164e75', ACCENT, true), borderRadius: 0.21 * remPx },
        label: { show: true, position: [0, -1.15 * remPx], color: '#c7d7ee', formatter: '{b}', ...text },
      },
      {
        type: 'bar', id: 'counts', animation: false, barWidth: 0.42 * remPx, barGap: '-100%',
        data: rows.map(() => most),
        itemStyle: { color: 'transparent' },
        label: {
          show: true, position: 'right', color: '#e8f0fc', fontWeight: 600, ...text,
          formatter: ({ dataIndex }) => String(rows[dataIndex]?.count ?? ''),
        },
      },
    ],
  }
}

function gradient(from: string, to: string, horizontal = false) {
  return {
    type: 'linear' as const, x: 0, y: 0, x2: horizontal ? 1 : 0, y2: horizontal ? 0 : 1,
    colorStops: [{ offset: 0, color: from }, { offset: 1, color: to }],
  }
}
