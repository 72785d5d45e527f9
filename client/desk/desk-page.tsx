import { useMemo } from 'react'
import { useCity } from '../city/use-city.ts'
import { nameOf, useLanguage } from '../language/language.ts'
import { AppFrame } from '../shell/app-frame.tsx'
import { PageNotice } from '../shell/page-notice.tsx'
import type { PageProps } from '../shell/page-props.ts'
import { DeskRoom } from './desk-room.tsx'
import { useLiveCity } from './use-live-city.ts'
import '../theme/states.css'
import './desk.css'

/** The duty desk: waits for the city, then opens the room. */
export default function DeskPage({ me }: PageProps) {
  const { state, city } = useCity()
  const language = useLanguage()
  const live = useLiveCity()
  const header = useMemo(
    () => city && { name: nameOf(city.record, language), simulated: city.record.simulated },
    [city, language],
  )
  if (city !== undefined) return <DeskRoom me={me} city={city} live={live} header={header} />
  return (
    <AppFrame me={me} page="desk" city={undefined}>
      <PageNotice {...(state.type === 'failed' ? { type: 'failed', error: state.error } : { type: 'loading' })} />
    </AppFrame>
  )
}
