import { useTranslation } from 'react-i18next'
import type { ShiftSummary } from '../../../server/contract/api/tracks.ts'
import { useDurationText } from '../../language/duration-text.ts'
import { nameOf, useLanguage } from '../../language/language.ts'

/** More bars than this are a wall; what follows is minutes at the edge of neighbours. */
const MOST = 8
const MINUTE_MS = 60_000

/** For how long a shift was in which grid: a bar each, of the length of its share. */
export function GridTimes({ grids }: Pick<ShiftSummary, 'grids'>) {
  const { t } = useTranslation('tracks')
  const language = useLanguage()
  const durationText = useDurationText()
  const total = grids.reduce((sum, { minutes }) => sum + minutes, 0)
  if (total === 0) return null
  return (
    <div className="grid-times" data-testid="grid-times">
      <h4>{t('shift.grids')}</h4>
      {grids.slice(0, MOST).map((grid) => (
        <div key={grid.code ?? ''} className={grid.own ? 'grid-time grid-time-own' : 'grid-time'}>
          <span title={grid.code ?? undefined}>
            {grid.code === null ? t('shift.outside') : nameOf(grid, language)}
            {grid.own && <em>{t('shift.own')}</em>}
          </span>
          <i><u style={{ width: `${(100 * grid.minutes) / total}%` }} /></i>
          <b>{durationText(grid.minutes * MINUTE_MS)}</b>
        </div>
      ))}
    </div>
  )
}
