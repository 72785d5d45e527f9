import { useCallback, useEffect, useRef, useState } from 'react'
import type { LiveStore } from '../live/live-store.ts'

/** The server's clock, by its last pulse: a wall computer's own may be wrong. It runs on while nothing is heard. */
export function useServerClock(store: LiveStore): () => number {
  const aheadMs = useRef(0)
  useEffect(() => store.subscribe(({ pulse }, before) => {
    if (pulse !== null && pulse !== before.pulse) aheadMs.current = pulse.serverTimeMs - Date.now()
  }), [store])
  return useCallback(() => Date.now() + aheadMs.current, [])
}

/** The time of `now`, drawn anew at each of its full seconds. */
export function useSeconds(now: () => number): number {
  const [nowMs, setNowMs] = useState(now)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const tick = () => {
      setNowMs(now())
      timer = setTimeout(tick, 1000 - (now() % 1000) + 5)
    }
    tick()
    return () => clearTimeout(timer)
  }, [now])
  return nowMs
}
