import { useEffect, useRef } from 'react'
import type { CityRecord } from '../../../server/contract/api/city.ts'
import { useLanguage } from '../../language/language.ts'
import { CityMap } from '../../map/city-map.ts'
import type { LayerSwitches } from '../../map/layer-switches.ts'
import type { Pick } from '../../map/pick.ts'
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
export function PlaybackMap(props: PlaybackMapProps) {
  const language = useLanguage()
  const container = useRef<HTMLDivElement>(null)
  const mounted = useRef<CityMap>(null)
  const { stage } = props
  const latest = useRef({ ...props, language })
  useEffect(() => {
    latest.current = { ...props, language }
  })

  useEffect(() => {
    const { city, language } = latest.current
    const map = new CityMap({
      container: container.current!, city, store: stage.live, slots: stage.slots, language, layers: LAYERS, theme: 'dark',
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
  }, [stage])

  useEffect(() => mounted.current?.setLanguage(language), [language])
  useEffect(() => mounted.current?.select(props.mark), [props.mark])

  return <div ref={container} className="city-map" data-testid="playback-map" />
}
