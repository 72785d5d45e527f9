import { useTranslation } from 'react-i18next'
import { useNow } from '../shell/use-now.ts'
import { CommandButton } from './command/command-button.tsx'
import { ConnectionBadge } from './connection-badge.tsx'
import { useDesk, useLive } from './desk-context.ts'
import { ConsultationTray } from './consultations/consultation-tray.tsx'
import { CopiesTray } from './tray/copies-tray.tsx'
import { WhistleTray } from './whistles/whistle-tray.tsx'

interface DeskToolsProps {
  soundOn: boolean
  onSound(on: boolean): void
}

/** In the bar at the top: the server's counts, the trays of what has come in, the sound, the clock of the city, the state of the connection. */
export function DeskTools({ soundOn, onSound }: DeskToolsProps) {
  const { t } = useTranslation('desk')
  const { time } = useDesk()
  const pulse = useLive((state) => state.pulse)
  const now = useNow(1000)
  return (
    <>
      {pulse !== null && (
        <div className="counters" data-testid="counters">
          <Counter name={t('counters.open')} value={pulse.casesOpen} />
          <Counter name={t('counters.overdue')} value={pulse.casesOverdue} tone="overdue" />
          <Counter name={t('counters.alarms')} value={pulse.alarmsActive} />
          <Counter name={t('counters.workers')} value={pulse.workersOnline} />
        </div>
      )}
      <CommandButton />
      <WhistleTray />
      <ConsultationTray />
      <CopiesTray />
      <button
        type="button" className="sound-button" aria-pressed={soundOn} data-testid="sound"
        title={`${t(soundOn ? 'sound.on' : 'sound.off')} · ${t('sound.hint')}`}
        onClick={() => onSound(!soundOn)}
      >
        <svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.4" aria-hidden>
          <path d="M2 6v4h2.5L8 13V3L4.5 6z" />
          <path d={soundOn ? 'M10.5 5.5a3.5 3.5 0 0 1 0 5M12.5 3.5a6.5 6.5 0 0 1 0 9' : 'M10.5 6l4 4M14.5 6l-4 4'} />
        </svg>
        <span>{t(soundOn ? 'sound.on' : 'sound.off')}</span>
      </button>
      <time className="city-clock">{time.dateTime(now).slice(5, 10)} {time.time(now)}</time>
      <ConnectionBadge />
    </>
  )
}

function Counter({ name, value, tone }: { name: string; value: number; tone?: 'overdue' }) {
  return (
    <span className={tone === undefined ? 'counter' : `counter counter-${tone}`}>
      {name}
      <b>{value.toLocaleString('en-US')}</b>
    </span>
  )
}
