import { useTranslation } from 'react-i18next'
import { useNow } from '../shell/use-now.ts'
import { useDesk, useLive } from './desk-context.ts'

/** Whether what the desk shows is live; if not, for how long nothing has been heard. */
export function ConnectionBadge() {
  const { t } = useTranslation('desk')
  const { time } = useDesk()
  const connection = useLive((state) => state.connection)
  const now = useNow(1000)
  const silent = connection.type === 'stale' || connection.type === 'offline'
  const text = silent
    ? t(`connection.${connection.type}`, { seconds: Math.max(0, Math.round((now - connection.sinceMs) / 1000)) })
    : t(`connection.${connection.type}`)
  return (
    <span
      className={`connection connection-${connection.type}`} role="status" data-testid="connection"
      data-state={connection.type}
      title={silent ? t('connection.hint', { time: time.time(connection.sinceMs) }) : undefined}
    >
      {text}
    </span>
  )
}
