import { useEffect } from 'react'
import { editionKey, type Edition } from '../city/city-edition.ts'
import type { LiveStore } from '../live/live-store.ts'
import { hear, reloadsNow, type HeardEdition } from './edition-watch.ts'

const REMEMBERED = 'gridwall.reloadedFor'

/** Reloads the wall by itself when the city's boundaries or things are others than it was made with. */
export function useReloadWhenChanged(record: Edition, store: LiveStore): void {
  useEffect(() => {
    const shown = editionKey(record)
    const spread = Math.random()
    let heard: HeardEdition | null = null
    return store.subscribe(({ pulse, connection }, before) => {
      if (pulse === null || pulse === before.pulse) return
      const nowMs = performance.now()
      heard = hear(heard, editionKey(pulse), nowMs)
      const isLive = connection.type === 'live'
      if (!reloadsNow({ shown, heard, reloadedFor: sessionStorage.getItem(REMEMBERED), isLive, spread, nowMs })) return
      sessionStorage.setItem(REMEMBERED, heard.key)
      location.reload()
    })
  }, [record, store])
}
