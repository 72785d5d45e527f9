import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { AlarmSummary } from '../../../server/contract/api/alarms.ts'
import { useAlarmAction } from '../use-alarm-action.ts'

/** The most that the server takes at once. */
const AT_ONCE = 1000

interface BulkBarProps {
  chosen: readonly AlarmSummary[]
  onAll(): void
  onNone(): void
}

/** Acknowledges or clears all chosen alarms together. */
export function BulkBar({ chosen, onAll, onNone }: BulkBarProps) {
  const { t } = useTranslation('alarms')
  const { sending, send } = useAlarmAction<'acknowledge' | 'clear'>()
  const ids = {
    acknowledge: chosen.filter(({ acknowledged }) => !acknowledged).map(({ id }) => id).slice(0, AT_ONCE),
    clear: chosen.filter(({ cleared }) => !cleared).map(({ id }) => id).slice(0, AT_ONCE),
  }
  const act = async (action: 'acknowledge' | 'clear') => {
    if (await send(action, `/api/alarms/${action}`, { ids: ids[action] })) onNone()
  }
  return (
    <div className="bulk-bar" data-testid="bulk-bar">
      <span>{t('chosen', { count: chosen.length })}</span>
      <button type="button" className="link-button" onClick={onAll}>{t('chooseAll')}</button>
      <button type="button" className="link-button" onClick={onNone}>{t('chooseNone')}</button>
      <span className="push" />
      {(['acknowledge', 'clear'] as const).map((action) => (
        <Button
          key={action} size="small" type={action === 'acknowledge' ? 'primary' : 'default'} loading={sending === action}
          disabled={ids[action].length === 0} data-testid={`bulk-${action}`} onClick={() => void act(action)}
        >
          {t(`bulk.${action}`)}
        </Button>
      ))}
    </div>
  )
}
