import { useEffect, useState } from 'react'

const EVERY_MS = 30_000

/** The time (epoch ms), new twice a minute: what is left of a limit is drawn again by it. */
export function useMinute(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), EVERY_MS)
    return () => clearInterval(timer)
  }, [])
  return now
}
