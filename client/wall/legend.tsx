import { useTranslation } from 'react-i18next'
import { SEVERITIES } from '../../server/contract/api/alarms.ts'
import type { HeatCells } from '../../server/contract/api/heat.ts'
import { HEAT_COLOURS, OVERDUE_COLOUR, SEVERITY_COLOURS, STATUS_COLOURS } from '../map/colours.ts'
import { LAYER_NAMES, type LayerSwitches } from '../map/layer-switches.ts'
import { WorkerMark } from '../map/worker-mark.tsx'
import { WORKER_STATES } from '../map/worker-state.ts'
import { HEAT_PERIODS, type HeatPeriod } from './wall-address.ts'

const SHOWN_STATUSES = ['reported', 'dispatched', 'handled', 'closed'] as const

/** What the colours mean and which layers are on; the switches are the legend's headings. */
export function Legend({ simulated, layers, onLayers, heat, heatPeriod, onHeatPeriod }: {
  simulated: boolean
  layers: LayerSwitches
  onLayers(layers: LayerSwitches): void
  heat: HeatCells | null
  heatPeriod: HeatPeriod
  onHeatPeriod(period: HeatPeriod): void
}) {
  const { t } = useTranslation(['wall', 'map', 'common'])
  return (
    <footer className="wall-legend" data-testid="legend">
      {layers.heat && <HeatLegend heat={heat} period={heatPeriod} onPeriod={onHeatPeriod} />}
      <div className="wall-keys">
        {layers.workers && (
          <span className="wall-key-group">
            <b>{t('legend.workers')}</b>
            {WORKER_STATES.map((state) => (
              <span key={state} className="wall-key"><WorkerMark state={state} />{t(`map:worker.${state}`)}</span>
            ))}
          </span>
        )}
        {layers.cases && (
          <span className="wall-key-group">
            <b>{t('legend.cases')}</b>
            {SHOWN_STATUSES.map((status) => (
              <Key key={status} shape="disc" colour={STATUS_COLOURS[status]} name={t(`common:status.${status}`)} />
            ))}
            <Key shape="ring" colour={OVERDUE_COLOUR} name={t('map:overdue')} />
          </span>
        )}
        {layers.alarms && (
          <span className="wall-key-group">
            <b>{t('legend.alarms')}</b>
            {SEVERITIES.map((severity) => (
              <Key
                key={severity} shape="pulse" colour={SEVERITY_COLOURS[severity]} name={t(`common:severity.${severity}`)}
              />
            ))}
          </span>
        )}
      </div>
      <div className="wall-switches">
        {LAYER_NAMES.map((name) => (
          <button
            key={name} type="button" aria-pressed={layers[name]} data-testid={`layer-${name}`}
            onClick={() => onLayers({ ...layers, [name]: !layers[name] })}
          >
            {t(`map:layer.${name}`)}
          </button>
        ))}
      </div>
      {simulated && <small className="wall-attribution">模拟城市 Simulated city</small>}
    </footer>
  )
}

function Key({ shape, colour, name }: { shape: 'disc' | 'ring' | 'pulse'; colour: string; name: string }) {
  return <span className="wall-key"><i className={`key-${shape}`} style={{ '--tone': colour } as never} />{name}</span>
}

function HeatLegend({ heat, period, onPeriod }: {
  heat: HeatCells | null
  period: HeatPeriod
  onPeriod(period: HeatPeriod): void
}) {
  const { t } = useTranslation('wall')
  return (
    <div className="wall-heat" data-testid="heat-legend">
      <strong>{t('heat.title')}</strong>
      <span className="wall-heat-periods">
        {(Object.keys(HEAT_PERIODS) as HeatPeriod[]).map((name) => (
          <button key={name} type="button" aria-pressed={name === period} onClick={() => onPeriod(name)}>
            {t(`heat.period.${name}`)}
          </button>
        ))}
      </span>
      <span className="wall-heat-scale">
        <b>{heat?.domain[0] ?? 0}</b>
        <i style={{ background: `linear-gradient(90deg, ${HEAT_COLOURS.join(',')})` }} />
        <b>≥ {heat?.domain[1] ?? '—'}</b>
        <em>{t('heat.cell')}</em>
      </span>
      <span data-testid="heat-n">{heat === null ? '…' : t('heat.count', { n: heat.n.toLocaleString('en-US') })}</span>
    </div>
  )
}
