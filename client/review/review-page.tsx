import { useMemo } from 'react'
import { cityTime } from '../city/city-time.ts'
import { useCity } from '../city/use-city.ts'
import { nameOf, useLanguage } from '../language/language.ts'
import { AppFrame } from '../shell/app-frame.tsx'
import { PageNotice } from '../shell/page-notice.tsx'
import type { PageProps } from '../shell/page-props.ts'
import { ReviewRoom } from './review-room.tsx'
import { useOutdated } from '../shell/use-outdated.ts'
import '../theme/states.css'
import './review.css'

/** The leaders' review: waits for the city, then opens the room. */
export default function ReviewPage({ me }: PageProps) {
  const { state, city } = useCity()
  const language = useLanguage()
  const outdated = useOutdated(city?.record)
  const time = useMemo(() => city && cityTime(city.record.timeZone), [city])
  return (
    <AppFrame
      me={me} page="review" outdated={outdated}
      city={city && { name: nameOf(city.record, language), simulated: city.record.simulated }}
    >
      {city !== undefined && time !== undefined
        ? <ReviewRoom city={city} time={time} />
        : <PageNotice {...(state.type === 'failed' ? { type: 'failed', error: state.error } : { type: 'loading' })} />}
    </AppFrame>
  )
}
