import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../api/use-error-text.ts'
import type { Loaded } from '../../api/use-json.ts'

/** Says that something could not be read, with a way to try again; nothing where it could. */
export function FailedLine({ state, onRetry }: { state: Loaded<unknown>; onRetry(): void }) {
  const { t } = useTranslation()
  const errorText = useErrorText()
  if (state.type !== 'failed') return null
  return (
    <div className="panel-error" role="alert">
      <span>{errorText(state.error)}</span>
      <Button size="small" onClick={onRetry}>{t('retry')}</Button>
    </div>
  )
}
