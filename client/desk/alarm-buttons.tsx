import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { AlarmSummary } from '../../server/contract/api/alarms.ts'
import { useDesk } from './desk-context.ts'
import { useAlarmAction } from './use-alarm-action.ts'

type Action = 'acknowledge' | 'clear' | 'confirm' | 'refuse'

interface AlarmButtonsProps {
  alarm: AlarmSummary
  /** What the names of the buttons begin with for tests, where an alarm is shown in several places. */
  testId?: string
}

/** What can be done about an alarm: acknowledge and clear, which do not depend on each other, or, as long as nobody has
 * said whether it is real, confirm and refuse. What is done already is said instead of offered. */
export function AlarmButtons({ alarm, testId = 'alarm' }: AlarmButtonsProps) {
  const { t } = useTranslation(['desk', 'alarms'])
  const { mayAct } = useDesk()
  const { sending, send } = useAlarmAction<Action>()
  const { id, acknowledged, cleared } = alarm
  const isPending = alarm.confirmation === 'pending' && !cleared
  const button = (action: Action) => ({
    size: 'small' as const,
    loading: sending === action,
    'data-testid': `${testId}-${action}-${id}`,
    onClick: () => void send(action, `/api/alarms/${id}/${action}`),
  })
  return (
    <span className="alarm-buttons" onClick={(event) => event.stopPropagation()}>
      {acknowledged && <span className="muted">{t('alarms.acknowledged')}</span>}
      {cleared && <span className="muted">{t('alarms.cleared')}</span>}
      {mayAct && isPending && (
        <>
          <Button type="primary" {...button('confirm')}>{t('alarms:confirm')}</Button>
          <Button danger {...button('refuse')}>{t('alarms:refuse')}</Button>
        </>
      )}
      {mayAct && !acknowledged && (
        <Button type="primary" ghost {...button('acknowledge')}>{t('alarms.acknowledge')}</Button>
      )}
      {mayAct && !cleared && !isPending && <Button {...button('clear')}>{t('alarms.clear')}</Button>}
    </span>
  )
}
