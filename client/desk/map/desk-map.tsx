import { useEffect } from 'react'
import { type MountedMap, useCityMap } from '../../map/use-city-map.ts'

/** The map of the desk, with what the officer has switched on. */
export function DeskMap(props: MountedMap) {
  const { layers } = props
  const { container, map } = useCityMap(props)
  useEffect(() => map.current?.setLayers(layers), [map, layers])
  return <div ref={container} className="city-map" data-testid="city-map" />
}
