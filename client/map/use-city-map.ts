import { type RefObject, useEffect, useEffectEvent, useRef } from 'react'
import { useLanguage } from '../language/language.ts'
import type { LiveStore } from '../live/live-store.ts'
import type { WorkerSlots } from '../live/worker-slots.ts'
import { CityMap } from './city-map.ts'
import type { CityMapOptions, InterestBox } from './city-map-options.ts'
import type { Pick } from './pick.ts'

/** What a page mounts a map with. Another store or other slots make another map; all else is as it was at the start. */
export interface MountedMap extends globalThis.Pick<CityMapOptions, 'city' | 'store' | 'slots' | 'layers' | 'padding'> {
  /** Handed the map once it is there, and null when it goes. */
  onMap(map: CityMap | null): void
  onPick(pick: Pick, lngLat: [lng: number, lat: number]): void
  onMove?(view: InterestBox): void
}

/**
 * Mounts a map into the element that `container` is given to; React never draws inside it. The map follows its size and
 * the language, and always calls the newest handlers.
 */
export function useCityMap({ city, store, slots, layers, padding, onMap, onPick, onMove }: MountedMap): {
  container: RefObject<HTMLDivElement | null>
  map: RefObject<CityMap | null>
} {
  const language = useLanguage()
  const container = useRef<HTMLDivElement>(null)
  const mounted = useRef<CityMap>(null)
  const tell = useEffectEvent(onMap)
  const pick = useEffectEvent(onPick)
  const move = useEffectEvent((view: InterestBox) => onMove?.(view))
  const make = useEffectEvent((store: LiveStore, slots: WorkerSlots) => {
    const map: CityMap = new CityMap({
      container: container.current!, city, store, slots, language, layers, theme: 'dark', ...(padding && { padding }),
      onPick: (next, point) => pick(next, map.lngLatAt(point)),
      onMove: (view) => move(view),
    })
    return map
  })

  useEffect(() => {
    const map = make(store, slots)
    const observer = new ResizeObserver(() => map.resize())
    observer.observe(container.current!)
    mounted.current = map
    tell(map)
    return () => {
      observer.disconnect()
      mounted.current = null
      tell(null)
      map.destroy()
    }
  }, [store, slots])
  useEffect(() => mounted.current?.setLanguage(language), [language])

  return { container, map: mounted }
}
