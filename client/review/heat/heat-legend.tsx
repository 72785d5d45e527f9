import { useTranslation } from 'react-i18next'
import { HEAT_COLOURS } from '../../map/colours.ts'

interface HeatLegendProps {
  /** How many cases are drawn. */
  n: number | undefined
  period: string
  domain: readonly [number, number] | undefined
  resolution: number
}

/** Shares of the scale that are labelled: whole numbers where there are few of them, else quarters. */
function ticksOf(low: number, high: number): number[] {
  const count = high - low
  if (count > 6 || !Number.isInteger(count)) return [0, 0.25, 0.5, 0.75, 1]
  return Array.from({ length: count + 1 }, (_, index) => index / count)
}

/** What the colours of the heat mean, of how many cases, and of which period. */
export function HeatLegend({ n, period, domain, resolution }: HeatLegendProps) {
  const { t } = useTranslation('review')
  const [low, high] = domain ?? [0, 1]
  return (
    <div className="heat-legend" data-testid="heat-legend">
      <div className="heat-legend-head">
        <b>{t('legend.title')}</b>
        <span data-testid="heat-n">{n === undefined ? '…' : t('legend.cases', { count: n })}</span>
      </div>
      <div className="heat-legend-period" data-testid="heat-period">{period}</div>
      <div className="heat-legend-scale" style={{ background: `linear-gradient(90deg, ${HEAT_COLOURS.join(', ')})` }} />
      <div className="heat-legend-ticks">
        {domain !== undefined && ticksOf(low, high).map((share) => (
          <span key={share}>{Math.round(low + share * (high - low)) + (share === 1 ? '+' : '')}</span>
        ))}
      </div>
      <div className="heat-legend-note">
        {t('legend.perCell')} · H3 r{resolution}
        <br />
        {t('legend.fixed')}
      </div>
    </div>
  )
}
