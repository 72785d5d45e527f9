import { useEffect, useRef } from 'react'
import { useDesk } from './desk-context.ts'

/** Takes the map to a place once it is known; later changes of it are left to the eye. */
export function usePlaceInView(place: { lng: number; lat: number } | null | undefined): void {
  const { bringIntoView } = useDesk()
  const shown = useRef(false)
  useEffect(() => {
    if (shown.current || place == null) return
    shown.current = true
    bringIntoView([place.lng, place.lat])
  }, [place, bringIntoView])
}
