import { useTranslation } from 'react-i18next'
import { HEAT_COLOURS } from '../../map/colours.ts'

interface HeatLegendProps {
  /** How many cases are drawn. */
  n: number | undefined
  period: string
  domain: readonly [number, number] | undefined
  resolution: number
}

const TICKS = [0, 0.25, 0.5, 0.75, 1]

/** What the colours of the heat mean, of how many cases, and of which period. */
export function HeatLegend({ n, period, domain, resolution }: HeatLegendProps) {
  const { t } = useTranslation('review')
  const [low, high] = domain ?? [0, 1]
  const tick = (share: number) => {
    const value = low + share * (high - low)
    return high - low < 8 ? value.toFixed(value % 1 === 0 ? 0 : 1) : String(Math.round(value))
  }
  return (
    <div className="heat-legend" data-testid="heat-legend">
      <div className="heat-legend-head">
        <b>{t('legend.title')}</b>
        <span data-testid="heat-n">{n === undefined ? '…' : t('legend.cases', { count: n })}</span>
      </div>
      <div className="heat-legend-period" data-testid="heat-period">{period}</div>
      <div className="heat-legend-scale" style={{ background: `linear-gradient(90deg, ${HEAT_COLOURS.join(', ')})` }} />
      <div className="heat-legend-ticks">
        {TICKS.map((share) => <span key={share}>{domain === undefined ? '' : tick(share) + (share === 1 ? '+' : '')}</span>)}
      </div>
      <div className="heat-legend-note">
        {t('legend.perCell')} · H3 r{resolution}
        <br />
        {t('legend.fixed')}
      </div>
    </div>
  )
}
