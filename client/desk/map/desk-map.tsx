import { useEffect, useRef } from 'react'
import type { CityRecord } from '../../../server/contract/api/city.ts'
import { useLanguage } from '../../language/language.ts'
import type { LiveStore } from '../../live/live-store.ts'
import type { WorkerSlots } from '../../live/worker-slots.ts'
import { CityMap } from '../../map/city-map.ts'
import type { LayerSwitches } from '../../map/layer-switches.ts'
import type { Pick } from '../../map/pick.ts'
import type { ViewBox } from '../list/case-filter.ts'

interface DeskMapProps {
  city: CityRecord
  store: LiveStore
  slots: WorkerSlots
  layers: LayerSwitches
  /** Pixels that panels cover: the city is centred in what is left. */
  padding: { top: number; right: number; bottom: number; left: number }
  /** Handed the map once it is there, and null when it goes. */
  onMap(map: CityMap | null): void
  onPick(pick: Pick, lngLat: [lng: number, lat: number]): void
  onMove(view: ViewBox): void
}

/** Mounts the map once and passes it commands; React never draws inside it. */
export function DeskMap(props: DeskMapProps) {
  const language = useLanguage()
  const container = useRef<HTMLDivElement>(null)
  const mounted = useRef<CityMap>(null)
  // The map lives longer than one drawing: it always calls the newest handlers.
  const latest = useRef({ ...props, language })
  useEffect(() => {
    latest.current = { ...props, language }
  })

  useEffect(() => {
    const { city, store, slots, layers, padding, language } = latest.current
    const map = new CityMap({
      container: container.current!, city, store, slots, language, layers, theme: 'dark', padding,
      onPick: (pick, point) => latest.current.onPick(pick, map.lngLatAt(point)),
      onMove: (view) => latest.current.onMove(view),
    })
    const observer = new ResizeObserver(() => map.resize())
    observer.observe(container.current!)
    mounted.current = map
    latest.current.onMap(map)
    return () => {
      observer.disconnect()
      mounted.current = null
      latest.current.onMap(null)
      map.destroy()
    }
  }, [])

  useEffect(() => mounted.current?.setLanguage(language), [language])
  useEffect(() => mounted.current?.setLayers(props.layers), [props.layers])

  return <div ref={container} className="city-map" data-testid="city-map" />
}
