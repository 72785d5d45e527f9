import { useTranslation } from 'react-i18next'
import type { CityIndex } from '../city/city-index.ts'
import type { CityTime } from '../city/city-time.ts'
import { LanguageSwitch } from '../language/language-switch.tsx'
import { nameOf, useLanguage } from '../language/language.ts'
import type { Connection } from '../live/connection.ts'

/** The name of the city, the time, and whether what is shown is true now. */
export function WallHeader({ city, time, nowMs, connection, voice, onVoice }: {
  city: CityIndex
  time: CityTime
  nowMs: number
  connection: Connection
  voice: boolean
  onVoice(on: boolean): void
}) {
  const { t } = useTranslation(['wall', 'common'])
  const language = useLanguage()
  const day = time.day(nowMs)
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB'
  const date = new Date(`${day}T00:00:00Z`)
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(date)
  const { gridCounts, simulated } = city.record
  const grids = gridCounts.community + gridCounts.street + gridCounts.exclusive
  return (
    <header className="wall-header">
      <div className="wall-header-side">
        <span className={`wall-connection is-${connection.type}`} data-testid="connection" data-state={connection.type}>
          {t(`connection.${connection.type}`)}
        </span>
        <span className="wall-fact">{t('gridTotal', { count: grids.toLocaleString('en-US') as never })}</span>
        {simulated && <span className="wall-simulated" data-testid="simulated">{t('common:simulated')}</span>}
      </div>
      <div className="wall-title">
        <Wing />
        <div>
          <h1>{nameOf(city.record, language)}{language === 'en' ? ' ' : ''}{t('title')}</h1>
          <p>{language === 'zh' ? `${city.record.nameEn} ${t('subtitle')}` : `${city.record.name}${t('subtitle')}`}</p>
        </div>
        <Wing mirrored />
      </div>
      <div className="wall-header-side is-right">
        <button
          type="button" className="wall-voice" aria-pressed={voice} data-testid="voice" onClick={() => onVoice(!voice)}
        >
          {t(voice ? 'announce.on' : 'announce.off')}
        </button>
        <LanguageSwitch />
        <span className="wall-date">
          <span>{format({ weekday: 'long' })}</span>
          <span>
            {language === 'zh' ? day.replaceAll('-', '.') : format({ day: 'numeric', month: 'short', year: 'numeric' })}
          </span>
        </span>
        <time className="wall-clock" data-testid="clock">{time.time(nowMs)}</time>
      </div>
    </header>
  )
}

/** The line that runs out from the title. */
function Wing({ mirrored = false }: { mirrored?: boolean }) {
  return (
    <svg className="wall-wing" viewBox="0 0 200 40" preserveAspectRatio="none" aria-hidden="true"
      style={mirrored ? { transform: 'scaleX(-1)' } : undefined}>
      <g fill="none" stroke="currentColor">
        <path d="M0 8 H132 L160 34 H200" strokeWidth="1.2" vectorEffect="non-scaling-stroke" />
        <path d="M96 14 H128 L150 34" strokeWidth="3" opacity=".5" vectorEffect="non-scaling-stroke" />
      </g>
    </svg>
  )
}
