import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AlarmSummary } from '../../server/contract/api/alarms.ts'
import { postJson } from '../api/fetch-json.ts'
import { useErrorText } from '../api/use-error-text.ts'
import { useDesk } from './desk-context.ts'

/** Acknowledge and clear, which do not depend on each other. What is done already is said instead of offered. */
export function AlarmButtons({ alarm }: { alarm: AlarmSummary }) {
  const { t } = useTranslation('desk')
  const { mayAct } = useDesk()
  const { message } = App.useApp()
  const errorText = useErrorText()
  const [sending, setSending] = useState<'none' | 'acknowledge' | 'clear'>('none')

  // The feed brings the changed alarm; here only a refusal is to be told.
  const send = async (action: 'acknowledge' | 'clear') => {
    setSending(action)
    try {
      await postJson(`/api/alarms/${alarm.id}/${action}`, {})
    } catch (error) {
      void message.error(errorText(error))
    } finally {
      setSending('none')
    }
  }
  return (
    <span className="alarm-buttons" onClick={(event) => event.stopPropagation()}>
      {alarm.acknowledged && <span className="muted">{t('alarms.acknowledged')}</span>}
      {alarm.cleared && <span className="muted">{t('alarms.cleared')}</span>}
      {mayAct && !alarm.acknowledged && (
        <Button
          size="small" type="primary" ghost loading={sending === 'acknowledge'}
          data-testid={`alarm-acknowledge-${alarm.id}`} onClick={() => void send('acknowledge')}
        >
          {t('alarms.acknowledge')}
        </Button>
      )}
      {mayAct && !alarm.cleared && (
        <Button
          size="small" loading={sending === 'clear'} data-testid={`alarm-clear-${alarm.id}`}
          onClick={() => void send('clear')}
        >
          {t('alarms.clear')}
        </Button>
      )}
    </span>
  )
}
