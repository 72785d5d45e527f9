import { useTranslation } from 'react-i18next'
import type { RosterColumns } from '../../../server/contract/api/workers.ts'
import type { CityTime } from '../../city/city-time.ts'
import { nameOf, useLanguage } from '../../language/language.ts'

interface PlaybackWorkerProps {
  workerId: number
  roster: RosterColumns | undefined
  /** Up to the instant that is shown. */
  lastFixMs: number | undefined
  time: CityTime
  onClose(): void
}

/** Who was clicked on, and how old the place is that is shown. */
export function PlaybackWorker({ workerId, roster, lastFixMs, time, onClose }: PlaybackWorkerProps) {
  const { t } = useTranslation(['tracks', 'common'])
  const language = useLanguage()
  const index = roster?.id.indexOf(workerId) ?? -1
  const known = roster !== undefined && index >= 0
  return (
    <div className="playback-worker" data-testid="playback-worker">
      <b>
        {known
          ? nameOf({ name: roster.name[index], nameEn: roster.nameEn[index] }, language)
          : t('playback.worker', { id: workerId })}
      </b>
      {known && <span>{roster.number[index]}</span>}
      {lastFixMs !== undefined && <span>{t('playback.lastFix', { time: time.time(lastFixMs) })}</span>}
      <button type="button" aria-label={t('playback.close')} title={t('playback.close')} onClick={onClose}>×</button>
    </div>
  )
}
