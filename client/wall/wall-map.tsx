import { useEffect, useRef } from 'react'
import type { CityRecord } from '../../server/contract/api/city.ts'
import { useLanguage } from '../language/language.ts'
import type { LiveStore } from '../live/live-store.ts'
import type { WorkerSlots } from '../live/worker-slots.ts'
import type { MapView } from '../map/city-map-options.ts'
import { CityMap } from '../map/city-map.ts'
import type { LayerSwitches } from '../map/layer-switches.ts'
import type { Heat } from '../map/layers/heat-layer.ts'
import { NO_PICK, type Pick } from '../map/pick.ts'
import { exposeHandle } from './debug-handle.ts'

const MAX_FPS = 30
/** A tilt shows the city as a place and not as a plan: buildings stand. An address may say otherwise. */
const TILT_DEG = 38
const CLOSER = 0.17
/** What the panels cover, in rem: top, right, bottom, left. */
const COVERED_REM = { top: 6, right: 27.5, bottom: 9.5, left: 27.5 }

/** The map of the wall: made once, then told what has changed. `fly` moves it to a place whenever it is a new object. */
export function WallMap({ city, store, slots, layers, heat, view, pick, fly, onPick }: {
  city: CityRecord
  store: LiveStore
  slots: WorkerSlots
  layers: LayerSwitches
  heat: Heat | null
  view: MapView
  pick: Pick
  fly: { lngLat: [number, number] } | null
  onPick(pick: Pick): void
}) {
  const box = useRef<HTMLDivElement>(null)
  const map = useRef<CityMap>(undefined)
  const language = useLanguage()
  const picked = useRef(onPick)
  picked.current = onPick

  useEffect(() => {
    const remPx = parseFloat(getComputedStyle(document.documentElement).fontSize)
    const made = new CityMap({
      container: box.current!, city, store, slots, language, layers, theme: 'dark',
      view: { pitch: TILT_DEG, ...view },
      closer: CLOSER,
      padding: {
        top: COVERED_REM.top * remPx, right: COVERED_REM.right * remPx,
        bottom: COVERED_REM.bottom * remPx, left: COVERED_REM.left * remPx,
      },
      scale: remPx / 16,
      maxFps: MAX_FPS,
      onPick: (next) => picked.current(next),
      onBroken: () => location.reload(),
    })
    map.current = made
    const hide = exposeHandle(made, slots, store)
    return () => {
      hide()
      made.destroy()
    }
    // One map for the life of the page: what changes later is told by the effects below.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [])
  useEffect(() => map.current?.setLayers(layers), [layers])
  useEffect(() => map.current?.setLanguage(language), [language])
  useEffect(() => map.current?.setHeat(heat), [heat])
  useEffect(() => map.current?.select(pick ?? NO_PICK), [pick])
  useEffect(() => {
    if (fly !== null) map.current?.flyTo(fly.lngLat)
  }, [fly])

  return <div ref={box} className="wall-map" data-testid="wall-map" />
}
