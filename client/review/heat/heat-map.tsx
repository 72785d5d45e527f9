import { useEffect, useState } from 'react'
import type { CityRecord } from '../../../server/contract/api/city.ts'
import { createLiveStore } from '../../live/live-store.ts'
import { WorkerSlots } from '../../live/worker-slots.ts'
import type { CityMap } from '../../map/city-map.ts'
import type { LayerSwitches } from '../../map/layer-switches.ts'
import type { Pick } from '../../map/pick.ts'
import { useCityMap } from '../../map/use-city-map.ts'

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
export function HeatMap({ city, heat, mark, onMap, onPick }: HeatMapProps) {
  // The map wants a live store; here it stays empty.
  const [store] = useState(createLiveStore)
  const [slots] = useState(() => new WorkerSlots())
  const { container, map } = useCityMap({ city, store, slots, layers: LAYERS, onMap, onPick })
  useEffect(() => map.current?.setHeat(heat), [map, heat])
  useEffect(() => map.current?.select(mark), [map, mark])
  return <div ref={container} className="city-map" data-testid="heat-map" />
}
