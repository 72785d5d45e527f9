import { Segmented } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cityTime } from '../city/city-time.ts'
import { useCity } from '../city/use-city.ts'
import { nameOf, useLanguage } from '../language/language.ts'
import { AppFrame } from '../shell/app-frame.tsx'
import { PageNotice } from '../shell/page-notice.tsx'
import type { PageProps } from '../shell/page-props.ts'
import { IndicatorsRoom } from './indicators/indicators-room.tsx'
import { LookbackRoom } from './lookback/lookback-room.tsx'
import { PlaybackRoom } from './playback/playback-room.tsx'
import { ReviewRoom } from './review-room.tsx'
import { useOutdated } from '../shell/use-outdated.ts'
import '../theme/states.css'
import './review.css'

const ROOMS = { heat: ReviewRoom, playback: PlaybackRoom, indicators: IndicatorsRoom, lookback: LookbackRoom } as const
type View = keyof typeof ROOMS

/** The leaders' review: waits for the city, then opens the room: where cases were, where workers were, how well it
 * all went, or what is still to be made good. */
export default function ReviewPage({ me }: PageProps) {
  const { state, city } = useCity()
  const { t } = useTranslation(['tracks', 'indicators', 'lookback'])
  const [view, setView] = useState<View>(() => viewOfSearch(location.search))
  const Room = ROOMS[view]
  const language = useLanguage()
  const outdated = useOutdated(city?.record)
  const time = useMemo(() => city && cityTime(city.record.timeZone), [city])
  return (
    <AppFrame
      me={me} page="review" outdated={outdated}
      city={city && { name: nameOf(city.record, language), simulated: city.record.simulated }}
      tools={(
        <Segmented<View>
          size="small" value={view} onChange={setView} data-testid="review-view"
          options={[
            { value: 'heat', label: t('playback.heat') }, { value: 'playback', label: t('playback.view') },
            { value: 'indicators', label: t('indicators:view') }, { value: 'lookback', label: t('lookback:view') },
          ]}
        />
      )}
    >
      {city !== undefined && time !== undefined
        ? <Room city={city} time={time} me={me} />
        : <PageNotice {...(state.type === 'failed' ? { type: 'failed', error: state.error } : { type: 'loading' })} />}
    </AppFrame>
  )
}

/** The view that an address asks for with `?view=`; the heat where it asks for none. */
function viewOfSearch(search: string): View {
  const asked = new URLSearchParams(search).get('view')
  return asked !== null && Object.hasOwn(ROOMS, asked) ? (asked as View) : 'heat'
}
