import { Alert, Progress } from 'antd'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../api/use-error-text.ts'
import { bytesText } from './bytes-text.ts'
import type { WatchedImport } from './use-import.ts'

/** How far the server is with an import. */
export function ReadingStep({ id, record, error }: WatchedImport & { id: number }) {
  const { t } = useTranslation('adminImport')
  const errorText = useErrorText()
  if (record === undefined && error !== undefined) {
    return <Alert type="error" showIcon title={t('result.notLoaded')} description={errorText(error)} />
  }
  const { step, done, total } = record?.progress ?? { step: 'reading', done: 0, total: 0 }
  const isReading = record === undefined || record.state === 'reading'
  // The progress of a step that has just ended says nothing about the next one.
  const known = record !== undefined && step === record.state && total > 0
  const percent = known ? Math.floor((done / total) * 100) : 0
  return (
    <section className="imports-reading" data-testid="import-progress" data-state={record?.state}>
      <h2>{t('reading.title', { id })}</h2>
      {(['reading', 'checking'] as const).map((name) => {
        const isNow = isReading === (name === 'reading')
        const isDone = name === 'reading' && !isReading
        return (
          <div key={name} className="imports-bar" data-now={isNow || undefined}>
            <b>{t(`reading.${name}`)}</b>
            <Progress
              percent={isNow ? percent : isDone ? 100 : 0} status={isDone ? 'success' : isNow ? 'active' : 'normal'}
              data-testid={`import-progress-${name}`}
            />
            <span>
              {isNow && known && (name === 'reading'
                ? t('reading.bytes', { done: bytesText(done), total: bytesText(total) })
                : t('reading.steps', { done: Math.floor(done), total }))}
            </span>
          </div>
        )
      })}
      <p>{t('reading.explain')}</p>
      {error !== undefined && <div className="panel-error" role="alert">{t('reading.lost')}{errorText(error)}</div>}
    </section>
  )
}
