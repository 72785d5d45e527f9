import { useTranslation } from 'react-i18next'
import type { CaseStatus } from '../../../server/contract/api/cases.ts'

const STATUSES: readonly CaseStatus[] = ['reported', 'dispatched', 'handled', 'closed']

/** What the colours of cases on the map mean. */
export function StatusLegend() {
  const { t } = useTranslation(['desk', 'common'])
  return (
    <div className="map-legend" data-testid="status-legend">
      <b>{t('map.legend')}</b>
      {STATUSES.map((status) => (
        <span key={status}>
          <i className={`status-dot status-${status}`} />
          {t(`common:status.${status}`)}
        </span>
      ))}
      <span>
        <i className="status-dot status-overdue" />
        {t('filter.overdue')}
      </span>
    </div>
  )
}
