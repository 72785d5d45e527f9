import { useEffect } from 'react'

/** Calls `act` every `periodMs` while the component is shown and the page can be seen. */
export function useEvery(periodMs: number, act: () => void): void {
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) act()
    }, periodMs)
    return () => clearInterval(timer)
  }, [periodMs, act])
}
