import { useTranslation } from 'react-i18next'
import type { HealthReply } from '../../../server/contract/api/health.ts'
import { useEvery } from '../../api/use-every.ts'
import { useJson, valueOf } from '../../api/use-json.ts'
import { FailedLine } from './failed-line.tsx'

const REFRESH_MS = 5000
const GIGABYTE = 1e9

/** Whether the server can keep what it acknowledges: the database, what waits for it, and room on the disk. */
export function HealthCard() {
  const { t } = useTranslation('adminField')
  const { state, reload } = useJson<HealthReply>('/healthz')
  useEvery(REFRESH_MS, reload)
  const health = valueOf(state)
  const lastErrorText = ({ lastWriteError }: HealthReply): string =>
    lastWriteError === null ? t('health.none') : `${lastWriteError.sqlState ?? ''} ${lastWriteError.at}`
  return (
    <section className="field-card" data-testid="health">
      <h3>{t('health.title')}</h3>
      <FailedLine state={state} onRetry={reload} />
      {health !== undefined && (
        <dl className="field-facts">
          <dt>{t('health.status')}</dt>
          <dd className={`health-${health.status}`}>{t(`health.states.${health.status}`)}</dd>
          <dt>{t('health.database')}</dt><dd>{health.database}</dd>
          <dt>{t('health.waiting')}</dt><dd>{health.rowsWaiting}</dd>
          <dt>{t('health.diskFree')}</dt>
          <dd>{health.diskFreeBytes === null ? '—' : `${(health.diskFreeBytes / GIGABYTE).toFixed(1)} GB`}</dd>
          <dt>{t('health.lastError')}</dt>
          <dd>{lastErrorText(health)}</dd>
        </dl>
      )}
    </section>
  )
}
