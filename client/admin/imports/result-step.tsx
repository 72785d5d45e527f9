import { Alert } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { CityRecord } from '../../../server/contract/api/city.ts'
import type { ImportRecord } from '../../../server/contract/api/imports.ts'
import { cityTime } from '../../city/city-time.ts'
import { BoundaryReport } from '../report/boundary-report.tsx'
import { failureReason } from './failure-words.ts'
import { ImportFacts } from './import-facts.tsx'
import { SwitchOver } from './switch-over.tsx'

interface ResultStepProps {
  record: ImportRecord
  city: CityRecord
  onApplied(): void
  onDiscarded(): void
}

/** What an import would change and what is wrong with it; from here it is put in force or dropped. */
export function ResultStep({ record, city, onApplied, onDiscarded }: ResultStepProps) {
  const { t } = useTranslation('adminImport')
  const time = useMemo(() => cityTime(city.timeZone), [city.timeZone])
  const { id, state, failure, appliedAt, versionId } = record
  const reason = failure === null ? undefined : failureReason(failure)
  return (
    <section className="imports-result" data-testid="import-result" data-state={state}>
      {state === 'failed' && (
        <Alert
          type="error" showIcon title={t('result.failed')} data-testid="import-failure"
          description={reason === undefined ? failure : (
            <>
              {t(`result.reasons.${reason}`)}
              <code>{failure}</code>
            </>
          )}
        />
      )}
      {state === 'applied' && appliedAt !== null && (
        <Alert
          type="success" showIcon title={t('result.done', { at: time.dateTime(appliedAt) })}
          data-testid="import-applied"
        />
      )}
      {state === 'discarded' && <Alert type="info" showIcon title={t('result.dropped')} />}
      {(state === 'ready' || state === 'failed') && (
        <SwitchOver record={record} onApplied={onApplied} onDiscarded={onDiscarded} />
      )}
      <ImportFacts record={record} />
      {state !== 'discarded' && (
        <div className="imports-report">
          <h3>{t('result.report')}</h3>
          <BoundaryReport of={{ type: 'import', id }} versionId={versionId} city={city} />
        </div>
      )}
    </section>
  )
}
