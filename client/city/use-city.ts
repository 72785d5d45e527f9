import { useMemo } from 'react'
import type { CityRecord } from '../../server/contract/api/city.ts'
import { useJson, valueOf, type Loaded } from '../api/use-json.ts'
import { indexCity, type CityIndex } from './city-index.ts'

/** The city, asked for once a page. `city` is undefined until it is known. */
export function useCity(): { state: Loaded<CityRecord>; city: CityIndex | undefined; reload(): void } {
  const { state, reload } = useJson<CityRecord>('/api/city')
  const record = valueOf(state)
  const city = useMemo(() => (record === undefined ? undefined : indexCity(record)), [record])
  return { state, city, reload }
}
