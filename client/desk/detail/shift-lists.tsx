import { useTranslation } from 'react-i18next'
import type { ShiftSummary } from '../../../server/contract/api/tracks.ts'
import { useDurationText } from '../../language/duration-text.ts'
import { useDesk } from '../desk-context.ts'

/** The stops of a shift in the order of time; a click shows where. */
export function StopList({ stops }: Pick<ShiftSummary, 'stops'>) {
  const { t } = useTranslation('tracks')
  const durationText = useDurationText()
  const { time, flyTo } = useDesk()
  return (
    <div className="shift-list" data-testid="stop-list">
      <h4>{t('shift.stops')}</h4>
      {stops.length === 0 && <p className="muted">{t('shift.noStops')}</p>}
      {stops.map(({ from, to, lng, lat }) => (
        <button key={from} type="button" title={t('shift.show')} onClick={() => flyTo([lng, lat], 16.5)}>
          <i className="shift-stop" />
          <span>{t('shift.gap', { from: time.time(from).slice(0, 5), to: time.time(to).slice(0, 5) })}</span>
          <b>{durationText(Date.parse(to) - Date.parse(from))}</b>
        </button>
      ))}
    </div>
  )
}

/** While nothing was heard of somebody in a shift; nothing to see where all is well. */
export function GapList({ gaps }: Pick<ShiftSummary, 'gaps'>) {
  const { t } = useTranslation('tracks')
  const durationText = useDurationText()
  const { time } = useDesk()
  return (
    <div className="shift-list" data-testid="gap-list">
      <h4>{t('shift.gaps')}</h4>
      {gaps.length === 0 && <p className="muted">{t('shift.noGaps')}</p>}
      {gaps.map(({ from, to, jumpM }) => (
        <div key={from}>
          <i className="shift-gap" />
          <span>{t('shift.gap', { from: time.time(from).slice(0, 5), to: time.time(to).slice(0, 5) })}</span>
          <em>{t('shift.jump', { distance: jumpM < 1000 ? `${jumpM} m` : `${(jumpM / 1000).toFixed(1)} km` })}</em>
          <b>{durationText(Date.parse(to) - Date.parse(from))}</b>
        </div>
      ))}
    </div>
  )
}
