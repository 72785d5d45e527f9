import { useTranslation } from 'react-i18next'
import type { CityTime } from '../city/city-time.ts'
import type { Connection } from '../live/connection.ts'
import { useSeconds } from './use-server-clock.ts'

/** Says that what the wall shows is no longer true, and since when. A frozen map must never look like a quiet city. */
export function StaleBanner({ connection, time }: { connection: Connection; time: CityTime }) {
  if (connection.type !== 'stale' && connection.type !== 'offline') return null
  return <Silence sinceMs={connection.sinceMs} time={time} />
}

function Silence({ sinceMs, time }: { sinceMs: number; time: CityTime }) {
  const { t } = useTranslation('wall')
  // Both by this machine's clock, so that the difference is right even where the clock is not.
  const nowMs = useSeconds(Date.now)
  const seconds = Math.max(0, Math.round((nowMs - sinceMs) / 1000))
  return (
    <div className="wall-stale" role="alert" data-testid="stale-banner">
      <strong>{t('connection.banner')}</strong>
      <span>{t('connection.since', { time: time.time(sinceMs), seconds })}</span>
    </div>
  )
}
