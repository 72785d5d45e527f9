import { useTranslation } from 'react-i18next'
import type { CasePhase } from '../../../server/contract/api/cases.ts'
import { WorkerMark } from '../../map/worker-mark.tsx'
import { WORKER_STATES } from '../../map/worker-state.ts'

const PHASES: readonly CasePhase[] = ['reported', 'dispatched', 'handled', 'closed']

/** What the signs of cases and workers on the map mean. */
export function StatusLegend() {
  const { t } = useTranslation(['desk', 'common', 'map'])
  return (
    <div className="map-legend" data-testid="status-legend">
      <div>
        <b>{t('map:layer.workers')}</b>
        {WORKER_STATES.map((state) => (
          <span key={state}>
            <WorkerMark state={state} />
            {t(`map:worker.${state}`)}
          </span>
        ))}
      </div>
      <div>
        <b>{t('map.legend')}</b>
        {PHASES.map((phase) => (
          <span key={phase}>
            <i className={`status-dot status-${phase}`} />
            {t(`common:status.${phase}`)}
          </span>
        ))}
        <span>
          <i className="status-dot status-overdue" />
          {t('common:colour.red')}
        </span>
      </div>
    </div>
  )
}
