import { useState } from 'react'
import type { CityIndex } from '../../../city/city-index.ts'
import { AttributesCard } from './attributes-card.tsx'
import { EndpointCard } from './endpoint-card.tsx'
import { KeysCard } from './keys-card.tsx'
import { SettingsCard } from './settings-card.tsx'

/** Open311: where it is spoken, who may report by it, what it asks, and what it shows. */
export function Open311Part({ city }: { city: CityIndex }) {
  // told once, and forgotten with the page
  const [made, setMade] = useState<string>()
  return (
    <>
      <KeysCard city={city.record} made={made} onMade={setMade} />
      <EndpointCard city={city} apiKey={made} />
      <AttributesCard city={city} />
      <SettingsCard city={city.record} />
    </>
  )
}
