import { useEffect, useRef, useState } from 'react'
import type { CityRecord } from '../../../server/contract/api/city.ts'
import { useLanguage } from '../../language/language.ts'
import { createLiveStore } from '../../live/live-store.ts'
import { WorkerSlots } from '../../live/worker-slots.ts'
import { CityMap } from '../../map/city-map.ts'
import type { LayerSwitches } from '../../map/layer-switches.ts'
import type { Pick } from '../../map/pick.ts'

interface HeatMapProps {
  city: CityRecord
  heat: { cell: string[]; count: number[]; domain: [number, number] } | null
  mark: Pick
  onMap(map: CityMap | null): void
  onPick(pick: Pick): void
}

/** The review looks back: nothing on its map moves by itself, so that nothing draws the eye from the heat. */
const LAYERS: LayerSwitches = {
  workers: false, cases: false, alarms: false, heat: true, grids: true, streetGrids: false, exclusiveGrids: false,
  cameras: false, devices: false, buildings: false,
}

/** The city under its heat. */
export function HeatMap(props: HeatMapProps) {
  const language = useLanguage()
  const container = useRef<HTMLDivElement>(null)
  const mounted = useRef<CityMap>(null)
  // The map wants a live store; here it stays empty.
  const [store] = useState(createLiveStore)
  const [slots] = useState(() => new WorkerSlots())
  const latest = useRef({ ...props, language })
  useEffect(() => {
    latest.current = { ...props, language }
  })

  useEffect(() => {
    const { city, language } = latest.current
    const map = new CityMap({
      container: container.current!, city, store, slots, language, layers: LAYERS, theme: 'dark',
      onPick: (pick) => latest.current.onPick(pick),
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
  }, [store, slots])

  useEffect(() => mounted.current?.setLanguage(language), [language])
  useEffect(() => mounted.current?.setHeat(props.heat), [props.heat])
  useEffect(() => mounted.current?.select(props.mark), [props.mark])

  return <div ref={container} className="city-map" data-testid="heat-map" />
}
