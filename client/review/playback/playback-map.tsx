import { useEffect } from 'react'
import type { CityRecord } from '../../../server/contract/api/city.ts'
import type { CityMap } from '../../map/city-map.ts'
import type { LayerSwitches } from '../../map/layer-switches.ts'
import type { Pick } from '../../map/pick.ts'
import { useCityMap } from '../../map/use-city-map.ts'
import type { Stage } from './stage.ts'

interface PlaybackMapProps {
  city: CityRecord
  stage: Stage
  mark: Pick
  onMap(map: CityMap | null): void
  onPick(pick: Pick): void
}

/** Nothing of now is among what was. */
const LAYERS: LayerSwitches = {
  workers: true, cases: false, alarms: false, heat: false, grids: true, streetGrids: false, exclusiveGrids: false,
  cameras: false, devices: false, buildings: false,
}

/** The city with its workers where they were. */
export function PlaybackMap({ city, stage, mark, onMap, onPick }: PlaybackMapProps) {
  const { container, map } = useCityMap({ city, store: stage.live, slots: stage.slots, layers: LAYERS, onMap, onPick })
  useEffect(() => map.current?.select(mark), [map, mark])
  return <div ref={container} className="city-map" data-testid="playback-map" />
}
