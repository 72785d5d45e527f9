import { useTranslation } from 'react-i18next'
import type { ReadingColumns } from '../../../server/contract/api/sensors.ts'
import { readingLine } from './reading-line.ts'

const WIDTH = 400
const HEIGHT = 96

interface ReadingChartProps {
  columns: ReadingColumns
  fromMs: number
  toMs: number
  /** The times at both ends, in words. */
  from: string
  to: string
  name: string
}

/** One measure over time, with its least and most; where it is summed up also the range around the mean. */
export function ReadingChart({ columns, fromMs, toMs, from, to, name }: ReadingChartProps) {
  const { t } = useTranslation('devices')
  const drawn = readingLine(columns, fromMs, toMs, WIDTH, HEIGHT)
  if (drawn === undefined) return null
  const { line, band, least, most } = drawn
  const unit = columns.unit ?? ''
  return (
    <figure className="reading-chart" data-testid="reading-chart">
      <svg
        viewBox={`0 -4 ${WIDTH} ${HEIGHT + 8}`} preserveAspectRatio="none" role="img"
        aria-label={t('range', { name, least: rounded(least), most: rounded(most), unit })}
      >
        {band !== '' && <path className="reading-band" d={band} />}
        <path className="reading-line" d={line} vectorEffect="non-scaling-stroke" />
      </svg>
      <span className="reading-most">{rounded(most)} {unit}</span>
      <span className="reading-least">{rounded(least)}</span>
      <figcaption>
        <span>{from}</span>
        <span>{to}</span>
      </figcaption>
    </figure>
  )
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000
}
